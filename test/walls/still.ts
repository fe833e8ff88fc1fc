import type { AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { must } from '#base/decision.ts'
import { registerUnit } from '#organisations/actions/units.ts'
import { inputOf, schemaOf } from '../inputs.ts'
import type { Caller, Twins } from './twins.ts'
import { directories, textOf, walkable, type Carrier, type Sent } from './walk.ts'

/*
 * Non-interference: what somebody sees does not change when something changes that they must not see. It finds what no
 * canary can: counts, sums, orders, the mere presence of a thing.
 */

/** Every reading question a caller may ask about the own organisation, and those that need none. */
const questionsOf = (endpoints: readonly AnyEndpoint[], caller: Caller, today: string): Sent[] =>
  walkable(endpoints)
    .filter(({ name, method, form }) => method === 'GET' && form !== 'stream' && !directories[name])
    .flatMap((endpoint) => {
      const words = Object.keys(schemaOf(endpoint).properties ?? {}).includes('q') ? ['王', '党', '支部', '新人', 'd', '1'] : [null]
      const about = ['organisation', 'id', 'under'].filter((field) => schemaOf(endpoint).properties?.[field])
      return words.map((q) => {
        const given = { ...(about[0] && caller.at && { [about[0]]: caller.at }), ...(q !== null && { q }) }
        return { endpoint, caller, headers: caller.headers, input: inputOf(endpoint, today, given) }
      })
    })

/** What differs between two answers to one question though nothing happened to its asker: the request's number, times, the log of the own asking. */
const still = (text: string): string =>
  text.replace(/"label":"审计记录","value":"\d+ 条"/g, '').replace(/"reference":"[^"]*"/g, '').replace(/"date":"[^"]*"/g, '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '').replace(/"content-length":"?\d+"?/g, '')

async function answers(questions: Sent[], carry: Carrier): Promise<string[]> {
  const told = []
  for (const question of questions) {
    const got = await carry(question)
    // a workbook's bytes hold the time of its making
    told.push(`${got.status} ${still(textOf(got))}`)
  }
  return told
}

/** Everything that can happen in a subtree: people come, bodies are founded, units are registered, somebody goes. */
async function disturb({ twins, canaries }: Twins, twin: number, sub: number): Promise<void> {
  const { office, subs } = twins[twin]!
  const { committee, branches, leagueBranch } = subs[sub]!
  const name = `${canaries.next()}新来的王`
  await office.register(name, branches[0]!)
  await office.register(`${canaries.next()}王`, leagueBranch, { status: 'member', born: '2005-01-01', joinedOn: '2021-05-04', on: '2021-05-04' })
  await office.found('party.branch', `${canaries.next()}第二支部`, committee)
  const facts = { code: null, kind: 'enterprise', sector: 'private-enterprise', staff: 30, young: 9, migrant: 3, factsOn: null } as const
  must(await registerUnit(office.world, office.doer, { act: newId(), responsible: committee, name: `王${canaries.next()}公司`, ...facts } as never))
}

/** Where two answers part, with enough around it to be recognised. */
function parting(one: string, other: string): string {
  const at = [...one].findIndex((sign, place) => sign !== other[place])
  return [one, other].map((text) => text.slice(Math.max(0, at - 60), at + 40)).join(' → ')
}

export interface Stillness {
  questions: number
  disturbances: number
  faults: string[]
}

/** Whoever has a place in a subtree of the first realm, and its members. */
function askersIn({ twins, callers }: Twins, sub: number): Caller[] {
  const { office, subs } = twins[0]!
  const own = subs[sub]!
  const places = new Set([own.committee, ...own.branches, own.league, own.leagueBranch])
  return callers.filter(({ realm, at, person }) => realm === office.realm && (at === null ? person !== null && sub === 0 : places.has(at)))
}

/** Asks, disturbs the other subtree and the other realm, asks again. */
export async function interference(planted: Twins, endpoints: readonly AnyEndpoint[], carry: Carrier, rounds: number): Promise<Stillness> {
  const told: Stillness = { questions: 0, disturbances: 0, faults: [] }
  // an export is written into the history of what was exported: exports and readings are asked apart
  const parts = [endpoints.filter(({ form }) => form !== 'download'), endpoints.filter(({ form }) => form === 'download')].filter((part) => part.length > 0)
  for (let no = 0; no < rounds; no++) {
    for (const part of parts) {
      const questions = askersIn(planted, no % 2).flatMap((caller) => questionsOf(part, caller, planted.world.clock.today()))
      const before = await answers(questions, carry)
      await disturb(planted, 0, (no + 1) % 2)
      await disturb(planted, 1, no % 2)
      const after = await answers(questions, carry)
      told.questions += questions.length * 2
      told.disturbances += 2
      for (const [at, { endpoint, caller, input }] of questions.entries()) {
        // who asks too often is told to wait: that comes of the asking
        if ([before, after].some((all) => all[at]!.startsWith('429 '))) continue
        if (before[at] !== after[at]) told.faults.push(`${endpoint.name} ${JSON.stringify(input)} tells ${caller.who} that something changed elsewhere: ${parting(before[at]!, after[at]!)}`)
      }
    }
  }
  return told
}
