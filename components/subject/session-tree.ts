import type { Session } from './through'

/** A session, and those that were opened from it. */
export interface SessionNode {
  session: Session
  children: SessionNode[]
}

const keyOf = (identity: string, key: string) => JSON.stringify([identity, key])

/**
 * Sessions, each below the one that it was opened from, if that is among them; most events first. Of sessions that open
 * each other in a circle, the first stands on top.
 */
export function sessionTree(sessions: readonly Session[]): SessionNode[] {
  const nodes = new Map(sessions.map((session) => [keyOf(session.identity, session.key), { session, children: [] as SessionNode[] }]))
  const parentOf = ({ session }: SessionNode) => (session.openedBy ? nodes.get(keyOf(session.openedBy.opener, session.openedBy.key)) : undefined)
  const top: SessionNode[] = []
  for (const node of nodes.values()) {
    const parent = parentOf(node)
    if (parent && !isBelow(parent, node)) parent.children.push(node)
    else top.push(node)
  }
  return top
}

/** Whether a node is the other, or hangs below it already. */
const isBelow = (node: SessionNode, other: SessionNode): boolean => node === other || other.children.some((child) => isBelow(node, child))
