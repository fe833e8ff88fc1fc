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
  clock: z.string().nullable().meta({ description: '登记时服务器时钟落后于台账的，这里是时钟当时所示；登记时间照台账次序' }),
  late: z.boolean().meta({ description: '补录：登记晚于发生七天以上' }),
  doer: z.string(),
  post: z.string(),
})
export type LedgerEntry = z.output<typeof entry>
