// Named as they are exported: these are no routes of their own, so the OpenAPI document has none of them.
export { nothingHere as GET, nothingHere as POST, nothingHere as PUT, nothingHere as PATCH, nothingHere as DELETE } from '@/lib/api/unknown-path'
