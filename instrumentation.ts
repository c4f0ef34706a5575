/** Next calls this once when the server starts: the store is opened then, not at the first visit. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startDesk } = await import('@/lib/ingest/terminal')
  startDesk()
}
