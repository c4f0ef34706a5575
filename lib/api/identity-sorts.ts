/** What /identities may have first. Alone, as every page reads it from its address and few need the rest of that contract. */
export const identitySorts = ['risk', 'volume', 'novelty', 'lastSeen'] as const
