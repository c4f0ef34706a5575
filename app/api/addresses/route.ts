import { addressBook } from '@/lib/addresses/address-book'
import { addressesContract } from '@/lib/api/addresses'
import { answer } from '@/lib/api/answer'

export const GET = answer(addressesContract, async ({ takes: { of } }) => ({ addresses: of.map(await addressBook()) }))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
