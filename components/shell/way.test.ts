import { expect, it } from 'vitest'
import { wayTo } from './way'

const week = new URLSearchParams('from=-7d&tz=Asia/Tokyo&identity=*alice&open=1')

it('keeps the span and the zone between Explore and Identities, and nothing else', () => {
  expect(wayTo('/identities', '/explore', week)).toBe('/identities?from=-7d&tz=Asia%2FTokyo')
  expect(wayTo('/explore', '/identities/unknown', week)).toBe('/explore?from=-7d&tz=Asia%2FTokyo')
})

it('keeps the zone alone where time means something else, and where one begins anew', () => {
  for (const [href, path] of [['/', '/explore'], ['/explore', '/explore'], ['/explore', '/calendar'], ['/identities', '/sources'], ['/views', '/explore']] as const) {
    expect(wayTo(href, path, week)).toBe(`${href}?tz=Asia%2FTokyo`)
  }
})

it('is not spoilt by an address that cannot be read', () => {
  expect(wayTo('/identities', '/explore', new URLSearchParams('from=nonsense'))).toBe('/identities')
})
