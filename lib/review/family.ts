const session = /^(arn:[^:]*:sts::[^:]*:assumed-role\/[^/]+)\/.+$/s

/** What an identity's past is looked up by: sessions of a role come and go, so theirs is that of the role. */
export const familyOf = (identity: string): string => session.exec(identity)?.[1] ?? identity

/** The same as a regular expression and its replacement, for the engine. */
export const familyPattern = { pattern: String.raw`^(arn:[^:]*:sts::[^:]*:assumed-role/[^/]+)/.*$`, replacement: String.raw`\1` }

/** Whether an identity is the session of a machine: instances name theirs by their id. */
export const isMachine = (identity: string): boolean => /:assumed-role\/[^/]+\/i-[0-9a-f]{8,17}$/.test(identity)

/** Whether an identity is a service of AWS. */
export const isService = (identity: string): boolean => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(identity) || /:assumed-role\/AWSServiceRoleFor/.test(identity)
