import { must, refuse, Refusal } from '#base/decision.ts'
import type { OutputOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { organisationByTail } from '#organisations/actions/lookup.ts'
import { presentMeeting } from '#org-life/present/meeting.ts'
import type * as contract from '#org-life/print/contract.ts'
import { isAhead } from '#org-life/print/forms/record.ts'
import { paperCode, periodWords, readPaperCode, type PaperCode } from '#org-life/print/rules.ts'
import { meetingByTail } from '#org-life/print/store.ts'
import { words } from '#org-life/print/words.ts'

type Found = OutputOf<typeof contract.byCode>

async function meetingOf(tx: Db, world: World, actor: Actor, { tail }: PaperCode): Promise<Found> {
  const found = await meetingByTail(tx, actor.realm, tail, actor.reach)
  if (!found) throw new Refusal(refuse('org-life.code-unknown'))
  const view = await presentMeeting(tx, world, actor, found.public_id)
  const { id, plannedOn, starts, place, roll } = view
  const expected = roll.map(({ person }) => person.name)
  return {
    code: paperCode('meeting', id), address: `/org-life/meetings/${id}`, words: `${view.on} ${view.words}`, organisation: view.organisation.name,
    toEnter: isAhead(view) ? { id, words: view.words, plannedOn, starts, place, expected } : null,
  }
}

/** What a code leads to, for whoever may see it; of what lies elsewhere nothing is said. */
export async function findByCode(tx: Db, world: World, actor: Actor, typed: string): Promise<Found> {
  const code = must(readPaperCode(typed))
  if (code.kind === 'meeting') return meetingOf(tx, world, actor, code)
  const organisation = await organisationByTail(tx, actor.realm, code.tail, actor.reach)
  if (!organisation) throw new Refusal(refuse('org-life.code-unknown'))
  if (code.kind === 'appraisal') {
    const address = `/org-life/appraisal?year=${code.period}`
    const title = `${periodWords(code.period)}${words.appraisal(organisation.line)}`
    return { code: paperCode(code.kind, organisation.public_id, code.period), organisation: organisation.name, words: title, toEnter: null, address }
  }
  const title = code.kind === 'book' ? words.book(organisation.line) : words.facts(organisation.line)
  return {
    code: paperCode(code.kind, organisation.public_id, code.period), organisation: organisation.name,
    words: `${periodWords(code.period)}${title}`, toEnter: null,
    address: `/org-life/book?organisation=${organisation.public_id}&period=${code.period}&form=${code.kind}`,
  }
}
