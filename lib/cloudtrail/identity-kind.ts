import { z } from 'zod'

/** What an identity is: people, roles that are acted as, services of AWS, programs, and those of whom too little is known. */
export const identityKinds = ['person', 'role', 'service', 'robot', 'other'] as const
export const identityKind = z.enum(identityKinds)
export type IdentityKind = z.infer<typeof identityKind>
