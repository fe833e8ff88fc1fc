import type { ParsedOf } from '#base/contract.ts'
import type { Day } from '#base/day.ts'
import type * as contract from '#coverage/contract.ts'
import { priorities, spotCodeList, spotCodes } from '#coverage/codes.ts'
import type { SpotFilter } from '#coverage/store/spots.ts'

type Asked = Pick<ParsedOf<typeof contract.spots>, 'code' | 'line' | 'first' | 'unknown' | 'state' | 'direct'>

/** The list's filters as its store takes them; nothing chosen is no condition. */
export function filterOf({ code, line, first, unknown, state, direct }: Asked, today: Day): SpotFilter {
  const wanted = spotCodeList.filter((one) =>
    (code === undefined || one === code)
    && (line === undefined || spotCodes[one].line === line)
    && (unknown === 'with' || one.endsWith('-facts') === (unknown === 'only')))
  return {
    aside: state === 'aside', today,
    ...(wanted.length < spotCodeList.length && { codes: wanted }),
    ...(direct && { direct }),
    ...(first && { first: first === 'any' ? priorities : [first] }),
  }
}
