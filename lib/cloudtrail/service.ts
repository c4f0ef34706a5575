/** The name of a service as people and the URL call it: its event source without `.amazonaws.com` (or `.amazonaws.com.cn`). */
export const serviceOf = (eventSource: string): string => eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '')
