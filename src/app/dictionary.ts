import type { Dictionary } from '#kernel/dictionary.ts'
import { dictionary as database } from '#database/dictionary.ts'
import { dictionary as ledger } from '#ledger/dictionary.ts'
import { dictionary as access } from '#access/dictionary.ts'
import { dictionary as exchange } from '#exchange/dictionary.ts'
import { dictionary as notices } from '#notices/dictionary.ts'
import { dictionary as regulations } from '#regulations/dictionary.ts'
import { dictionary as obligations } from '#obligations/dictionary.ts'
import { dictionary as organisations } from '#organisations/dictionary.ts'
import { dictionary as people } from '#people/dictionary.ts'
import { dictionary as coverage } from '#coverage/dictionary.ts'
import { dictionary as dues } from '#dues/dictionary.ts'
import { dictionary as orgLife } from '#org-life/dictionary.ts'

/** One line per room; `docs/data.md` and the member's mirror are made from it. */
const rooms: readonly Dictionary[] = [
  database, ledger, access, exchange, notices, regulations, obligations, organisations, people, coverage, dues, orgLife,
]

export const dictionary: Dictionary = Object.assign({}, ...rooms) as Dictionary
