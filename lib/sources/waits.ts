/** How long is waited for AWS, and between two tries: in one place, so that a test of what comes by itself need not take as long. */

/** Milliseconds between two looks for what is new. */
export const lookEvery = 60_000
/** Milliseconds between two looks at the whole span of a bucket, for what was delivered late, and accounts and regions that are new. */
export const wholeLookEvery = 3_600_000
/** Milliseconds until what only a person can mend is tried again. */
export const lastingWait = 60_000
/** Milliseconds until others are asked for when AWS accepts these credentials no longer: the next object would fare no better. */
export const credentialsWait = 15_000
/** The most milliseconds until what may pass by itself is tried again. */
export const longestBackoff = 60_000
/** Milliseconds after which a failure is told though it may pass at the next try: nothing was heard for so long. */
export const quiet = 20_000
/** Milliseconds in which AWS is to be reached, and in which something is to come of an answer: the SDK would wait for ever. */
export const answering = { connectionTimeout: 10_000, socketTimeout: 60_000 }
/** Seconds that a request for messages waits for one. */
export const longPoll = 20
/** Seconds after which a message comes again whose objects could not be fetched now. */
export const messageAgain = 60
