import { addMonths, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { wantedOf } from '#org-life/actions/signing.ts'
import type { MyMeeting } from '#org-life/contract/own.ts'
import { kindsWords, type LeaveReason, type Mark } from '#org-life/kinds.ts'
import { meetingsOfPerson, type OwnMeeting } from '#org-life/store/meetings.ts'
import { markWords, stateWords } from '#org-life/words.ts'

const presentOwn = (one: OwnMeeting, persons: readonly string[]): MyMeeting => ({
  id: one.public_id, words: kindsWords(one.kinds), organisation: one.organisation_name, on: one.day, held: one.occurred_on !== null, starts: one.starts,
  place: one.place, topic: one.topic, stateWords: stateWords[one.state], mark: one.mark as Mark | null,
  markWords: one.mark ? markWords(one.mark as Mark, one.reason as LeaveReason | null) : '', reason: one.reason as LeaveReason | null,
  reply: one.reply as 'coming' | 'leave' | null, mayReply: one.state === 'noticed', toSign: wantedOf(one, persons),
})

/** One's own meetings of two years: what is coming, earliest first, and what has been, latest first. */
export async function presentMine(tx: Db, realm: number, persons: readonly string[], today: Day): Promise<{ coming: MyMeeting[]; past: MyMeeting[] }> {
  const all = await meetingsOfPerson(tx, realm, persons, addMonths(today, -24))
  const shown = all.filter(({ state }) => state !== 'cancelled')
  const isComing = ({ state }: OwnMeeting) => state === 'planned' || state === 'noticed'
  return {
    coming: shown.filter(isComing).toReversed().map((one) => presentOwn(one, persons)),
    past: shown.filter((one) => !isComing(one)).map((one) => presentOwn(one, persons)),
  }
}
