import Link from 'next/link'
import { UseThem } from './use-them'

/** Above every page of a desk that shows its sample while AWS credentials are at hand: one press uses them. */
export function Offer({ found }: { found: string }) {
  return (
    <aside aria-label="Offer" className="on-screen flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-paper px-3 py-1">
      <span>
        These are sample logs. AWS credentials were found: {found}. Nothing was asked of AWS yet.
      </span>
      <UseThem />
      <Link href="/connect" className="link" prefetch={false}>
        What that does
      </Link>
    </aside>
  )
}
