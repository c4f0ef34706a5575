import { z } from 'zod'
import { severity } from '@/lib/cloudtrail/facts'
import { contract } from './contract'

export const heatmapRows = ['identity', 'ip', 'service', 'event'] as const
export const heatmapColumns = ['hour', 'weekday-hour', 'day'] as const

export const heatmapContract = contract('/api/heatmap', {
  summary: 'Events of each identity (address, service, event) by hour of day, hour of week, or day',
  filtered: true,
  takes: z.object({
    rows: z.enum(heatmapRows).default('identity'),
    cols: z.enum(heatmapColumns).default('hour'),
    limit: z.coerce.number().int().min(1).max(1000).default(50).describe('rows answered, most events first'),
  }),
  answers: z.object({
    totalRows: z.int(),
    total: z.int().describe('events of all rows, answered or not'),
    cols: z.array(z.string()).describe('hours 0 to 23; hours 0 to 167 from Monday 0:00; or days as YYYY-MM-DD; in the zone of the Filter'),
    rows: z.array(
      z.object({
        key: z.string().describe('what the URL takes'),
        label: z.string(),
        total: z.int(),
        severity: severity.describe('the highest in the row'),
        cells: z.array(z.int()),
        severities: z.array(severity).describe('the highest in each cell'),
      }),
    ),
  }),
})
