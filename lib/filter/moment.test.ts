import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { readMoment } from './moment'

const zones = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'Asia/Kathmandu']

it('reads a time of day around changes of clocks as the calendar of the zone does', () => {
  for (const tz of zones) {
    let at: Temporal.ZonedDateTime | null = Temporal.Instant.from('2008-01-01T00:00Z').toZonedDateTimeISO(tz)
    for (let change = 0; at && change < 12; change++, at = at.getTimeZoneTransition('next')) {
      for (const minutes of [-1500, -121, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61, 1500]) {
        const local = at.toPlainDateTime().add({ minutes })
        const seconds = local.toZonedDateTime(tz).epochMilliseconds / 1000
        expect(readMoment(local.toString(), tz), `${local} in ${tz}`).toEqual({ kind: 'instant', seconds })
      }
    }
  }
})

it.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-01-01T24:00', '2024-01-01T23:60', '2024-01-01T', '2024-01-01Z', '2024-01-01T10:00+25:00', '1969-12-31', '2106-02-07T06:28:16Z', '2024-1-1'])('refuses %s', (text) => {
  expect(readMoment(text, 'UTC')).toBeUndefined()
})

it.each([['2024-01-01T10:00 02:00', 8], ['2024-01-01 10', 10], ['2024-01-01T10:00:00.999-0130', 11.5], ['2024-01-01T100000z', 10]])('takes %s', (text, hour) => {
  expect(readMoment(text, 'UTC')).toEqual({ kind: 'instant', seconds: Date.UTC(2024, 0, 1) / 1000 + hour * 3_600 })
})
