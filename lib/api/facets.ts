import { z } from 'zod'
import { contract } from './contract'

/** The fields that can be counted. */
export const facetFields = [
  'service', 'event', 'identity', 'type', 'account', 'region', 'ip', 'error', 'class', 'severity', 'readonly', 'source', 'key', 'role', 'agent',
] as const
export const facetField = z.enum(facetFields)
export type FacetField = z.infer<typeof facetField>

export const facetsContract = contract('/api/facets', {
  summary: 'The most frequent values of fields, each counted with its own filter left out',
  filtered: true,
  takes: z.object({
    fields: z
      .string()
      .default('service,event,identity,error,class,severity')
      .transform((text) => text.split(',').map((field) => field.trim()).filter(Boolean))
      .pipe(z.array(facetField).min(1).max(facetFields.length))
      .describe(`names separated by commas, of ${facetFields.join(', ')}`),
    limit: z.coerce.number().int().min(1).max(1000).default(20),
  }),
  answers: z.object({
    facets: z.partialRecord(
      facetField,
      z.array(
        z.object({
          value: z.string().describe('what the URL takes'),
          label: z.string(),
          count: z.int().describe('events that the value alone would select; of severities, that one and those above'),
        }),
      ),
    ),
  }),
})
