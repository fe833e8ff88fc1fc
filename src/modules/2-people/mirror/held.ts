import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { purposes, retentions, type Dictionary, type Purpose } from '#kernel/dictionary.ts'
import { accountOfPerson } from '#access/accounts.ts'
import type { PersonView } from '#people/contract.ts'
import type { GroupView, HeldView, MirrorView } from '#people/mirror/contract.ts'
import { askable } from '#people/mirror/rules.ts'
import { importOf } from '#exchange/actions/known.ts'
import { sourcesOf, type Sources } from '#people/mirror/sources.ts'
import { lastSigned } from '#people/mirror/store/sheets.ts'
import { countsAbout, recordsOf, type Subject } from '#people/mirror/store/subject.ts'
import { heldWords } from '#people/mirror/words.ts'
import { presentPerson } from '#people/present.ts'
import type { Person } from '#people/store/persons.ts'

/** Which field of the page stands for a column; sealed columns are shown by their masks. */
const columns: readonly (readonly [column: string, field: string, masked?: true])[] = [
  ['name', 'name'], ['sex', 'sex'], ['born', 'born'], ['nation', 'nation'], ['education', 'education'], ['category', 'category'], ['job', 'job'],
  ['id_number', 'idNumber', true], ['phone', 'phone', true], ['address', 'address', true], ['guardian', 'guardian'],
  ['guardian_phone', 'guardianPhone', true], ['lost_since', 'lostSince'], ['floating_since', 'floatingSince'], ['floating_to', 'floatingTo'],
]

interface Line extends HeldView {
  purpose: Purpose
}

const shownOf = (view: PersonView): Record<string, string | null> => ({
  ...(view as unknown as Record<string, string | null>),
  idNumber: view.idMask,
  phone: view.phoneMask,
  address: view.hasAddress ? heldWords.held : null,
  guardianPhone: view.guardianMask,
})

/** The person's own fields, each under what its column is held for. */
function fieldLines(view: PersonView, dictionary: Dictionary, sources: Sources): Line[] {
  const told = dictionary['people_persons']!.columns
  const shown = shownOf(view)
  return columns.map(([column, field, masked]) => {
    const { words, purpose, retention } = told[column]!
    const value = shown[field] ?? null
    return {
      purpose, label: words, value, masked: masked === true && value !== null,
      field: (askable as readonly string[]).includes(field) ? field : null,
      source: value === null ? null : sources.of(field), kept: retentions[retention].words,
    }
  })
}

const period = ({ fromOn, toOn }: { fromOn: string; toOn: string | null }) => (toOn ? heldWords.fromTo(fromOn, toOn) : heldWords.since(fromOn))

function standingLines(view: PersonView, dictionary: Dictionary, sources: Sources): Line[] {
  const line = (table: string, label: string, value: string): Line => {
    const { purpose, retention } = Object.values(dictionary[table]!.columns).find((one) => one.class !== 'none')!
    return { purpose, label, value, masked: false, field: null, source: sources.whole, kept: retentions[retention].words }
  }
  const memberships = view.memberships.map((one) => {
    const steps = one.statuses.map(({ words, since }) => `${words}（${since}）`).join(' → ')
    const facts = [
      `${one.organisation.name}，${one.statusWords}，${period(one)}`, one.joinedOn && heldWords.joined(one.joinedOn),
      one.fullOn && heldWords.full(one.fullOn), one.endReason && heldWords.ended(one.endReason), steps && `${heldWords.steps}：${steps}`,
    ]
    return line('people_memberships', `${heldWords.membership}（${one.lineWords}）`, facts.filter(Boolean).join('；'))
  })
  const posts = view.posts.map((one) => line('people_posts', heldWords.post, `${one.organisation.name} ${one.words}，${period(one)}`))
  return [...memberships, ...posts]
}

/** Tables shown line by line above; all others are told of by their number of rows. */
const shownWhole = new Set(['people_persons', 'people_memberships', 'people_statuses', 'people_posts'])

function countLines(counts: ReadonlyMap<string, number>, dictionary: Dictionary): Line[] {
  return [...counts].filter(([table, count]) => count > 0 && !shownWhole.has(table)).map(([table, count]) => {
    const { words, columns: told } = dictionary[table]!
    const { purpose, retention } = Object.values(told).find((one) => one.class !== 'none') ?? Object.values(told)[0]!
    return { purpose, label: words, value: heldWords.rows(count), masked: false, field: null, source: null, kept: retentions[retention].words }
  })
}

function restLines(sources: Sources): Line[] {
  const line = (purpose: Purpose, label: string, value: string, kept: keyof typeof retentions): Line =>
    ({ purpose, label, value, masked: false, field: null, source: null, kept: retentions[kept].words })
  return [
    ...(sources.acts > 0 ? [line('trace', heldWords.acts, heldWords.rows(sources.acts), 'ledger')] : []),
    ...(sources.files.length > 0 ? [line('importing', heldWords.imports, sources.files.join('、'), 'batch')] : []),
    line('running', heldWords.inner, heldWords.innerValue, 'registered'),
  ]
}

/** Of a grown-up no guardian is held, and of most nothing of being lost or away: then there is nothing to say. */
const isSaid = ({ purpose }: Line, lines: Line[]): boolean =>
  (purpose !== 'guardian' && purpose !== 'moving') || lines.some((line) => line.purpose === purpose && line.value !== null)

function grouped(all: Line[]): GroupView[] {
  const lines = all.filter((line) => isSaid(line, all))
  const found = (Object.keys(purposes) as Purpose[]).map((purpose) => {
    const { words, why, basis } = purposes[purpose]
    const held = lines.filter((line) => line.purpose === purpose).map(({ purpose: _, ...rest }) => rest)
    return { purpose, words, why, basis, held }
  })
  return found.filter(({ held }) => held.length > 0)
}

export async function subjectOf(tx: Db, person: Person): Promise<Subject> {
  const account = await accountOfPerson(tx, person.realm_id, person.public_id)
  return { realm: person.realm_id, ...(await recordsOf(tx, person.realm_id, person.id)), account: account?.id ?? null }
}

/** Everything held about a person, by what it is held for. What the dictionary ties to a person cannot be left out. */
export async function presentMirror(tx: Db, world: World, dictionary: Dictionary, person: Person): Promise<MirrorView> {
  const subject = await subjectOf(tx, person)
  const view = await presentPerson(tx, person, [''], world.clock.today())
  const came = await importOf(tx, person.realm_id, person.batch_id)
  const sources = await sourcesOf(tx, world, person.realm_id, subject.publicIds, came)
  const counts = await countsAbout(tx, dictionary, subject)
  const lines = [
    ...fieldLines(view, dictionary, sources), ...standingLines(view, dictionary, sources), ...countLines(counts, dictionary), ...restLines(sources),
  ]
  const { id, name, version, minor } = view
  return { id, name, version, minor, checkedOn: await lastSigned(tx, person.realm_id, person.id), groups: grouped(lines) }
}
