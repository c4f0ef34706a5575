import { expect, it } from 'vitest'
import { addressBook } from './address-book'

const told = async (address: string) => (await addressBook())(address)

it.each([
  ['8.8.8.8', 'US', 15169],
  ['1.1.1.1', 'AU', 13335],
  ['9.9.9.9', 'US', 19281],
  ['77.88.8.8', 'RU', 13238],
  ['130.149.7.7', 'DE', 680],
  ['008.008.008.008', 'US', 15169],
  ['::ffff:8.8.8.8', 'US', 15169],
  ['2001:4860:4860::8888', 'US', 15169],
  ['2606:4700:4700::1111', 'US', 13335],
  ['2a00:1450:4001:81b::200e', 'IE', 15169],
])('knows country and network of %s', async (address, country, asn) => {
  expect(await told(address)).toMatchObject({ address, kind: 'public', country, network: { asn, isAmazon: false } })
})

it.each(['52.94.76.1', '54.239.28.85', '3.5.140.2', '18.202.0.1', '2600:1f18::1'])('knows %s as Amazon’s', async (address) => {
  expect(await told(address)).toMatchObject({ kind: 'public', network: { isAmazon: true, name: expect.stringContaining('Amazon') } })
})

it.each([
  ['1.0.0.0', 13335], ['1.0.0.255', 13335], ['1.0.1.0', undefined], ['0.255.255.255', undefined], ['1.0.3.255', undefined], ['1.0.4.0', 38803], ['1.0.7.255', 38803], ['1.0.8.0', undefined],
  ['2001:200::', 2500], ['2001:200:1b9:ffff:ffff:ffff:ffff:ffff', 2500], ['2001:200:1ba::', 24047], ['2001:200:1ba:ffff:ffff:ffff:ffff:ffff', 24047], ['2001:200:1bb::', 2500], ['2001:1ff:ffff::', undefined],
])('tells where the range around %s begins and ends', async (address, asn) => {
  expect((await told(address)).network?.asn).toBe(asn)
})

it.each([
  ['10.0.0.1', 'private'], ['172.16.0.0', 'private'], ['172.31.255.255', 'private'], ['172.32.0.0', 'public'], ['192.168.1.1', 'private'], ['fd12::1', 'private'],
  ['127.0.0.1', 'loopback'], ['::1', 'loopback'], ['100.64.0.0', 'shared'], ['100.127.255.255', 'shared'], ['100.128.0.0', 'public'],
  ['169.254.169.254', 'link-local'], ['fe80::1%eth0', 'link-local'], ['192.0.2.255', 'documentation'], ['198.51.100.7', 'documentation'], ['203.0.113.9', 'documentation'], ['203.0.114.0', 'public'],
  ['2001:db8::1', 'documentation'], ['3fff:fff::1', 'documentation'], ['198.18.204.194', 'benchmark'], ['198.20.0.0', 'public'], ['224.0.0.1', 'multicast'], ['0.0.0.0', 'unspecified'], ['::ffff:10.1.2.3', 'private'],
])('knows what %s is reserved for', async (address, kind) => {
  const facts = await told(address)
  expect(facts.kind).toBe(kind)
  if (kind !== 'public') expect(facts).toMatchObject({ country: null, network: null, words: expect.stringMatching(/\w/) })
})

it.each([
  ['ec2.amazonaws.com', 'service', 'AWS service ec2'],
  ['lambda.eu-west-1.amazonaws.com', 'service', 'AWS service lambda.eu-west-1'],
  ['AWS Internal', 'internal', 'AWS, from within itself'],
  ['', 'none', 'no address'],
  ['-', 'none', 'no address'],
  ['HIDDEN_DUE_TO_SECURITY_REASONS', 'text', 'not an address'],
  ['1.2.3', 'text', 'not an address'],
  ['999.1.1.1', 'text', 'not an address'],
  ['ec2.amazonaws.com.evil.example', 'text', 'not an address'],
  ['<script>', 'text', 'not an address'],
])('names what is no address: %j', async (text, kind, words) => {
  expect(await told(text)).toEqual({ address: text, kind, words, country: null, network: null })
})

it('says it in words', async () => {
  expect((await told('77.88.8.8')).words).toBe('Russia, AS13238 YANDEX LLC')
})
