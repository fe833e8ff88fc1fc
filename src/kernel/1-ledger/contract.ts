import { z } from 'zod'
import { publicId } from '#base/contract.ts'

/** One act in the history of a thing */
export const entry = z.object({
  act: publicId,
  kind: z.string(),
  /** the act in words, made by the module that owns its kind */
  words: z.string(),
  occurredOn: z.string(),
  recordedAt: z.string(),
  late: z.boolean().meta({ description: '补录：登记晚于发生七天以上' }),
  doer: z.string(),
  post: z.string(),
})
export type LedgerEntry = z.output<typeof entry>
