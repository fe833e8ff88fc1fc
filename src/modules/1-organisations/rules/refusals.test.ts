import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Decision } from '#base/decision.ts'
import { national } from '#regulations/packs/national.ts'
import { contract } from '#organisations/contract.ts'
import { mayDissolve, mayMerge, mayMove, mayRename, type Standing } from '#organisations/rules/changes.ts'
import { mayFound, type Founding } from '#organisations/rules/founding.ts'
import { mayEndLink, mayLink, type Link, type LinkEnd } from '#organisations/rules/links.ts'
import { findingCodes, organisationRefusals, type OrganisationRefusal } from '#organisations/rules/refusals.ts'
import { maySetRegion } from '#organisations/rules/regions.ts'
import { mayBeginTerm, type NewTerm } from '#organisations/rules/terms.ts'
import { findingWords, refusalWords } from '#organisations/words.ts'

const today = '2026-03-10'
const standing = (id: string, more: Partial<Standing> = {}): Standing =>
  ({ id, kind: 'party.branch', founded: '2020-01-01', dissolved: null, ...more })
const below = { own: false, above: true }
const committee = { ...standing('committee', { kind: 'party.committee' }), ancestors: [] as string[] }

const found = (more: Partial<Founding>) => mayFound({
  kind: 'party.branch', parentKind: 'party.committee', founded: today, members: { full: 5, all: 6 }, unitCount: 1,
  joint: false, temporary: false, ...more,
}, national.rules, today)
const move = (to: typeof committee, more: object = {}) =>
  mayMove({ organisation: { ...standing('a'), name: '一支部', parentId: 'old', ...more }, to, siblings: [], moved: today, say: below }, today)
const rename = (name: string, siblings: string[] = []) =>
  mayRename({ organisation: { ...standing('a'), name: '一支部' }, name, siblings, renamed: today }, today)
const merge = (from: Standing[]) =>
  mayMerge({ into: standing('a'), from, merged: today, members: null, say: below }, national.rules, today)
const dissolve = (children: number, members: number, more: Partial<Standing> = {}, dissolved = today) =>
  mayDissolve({ organisation: standing('a', more), children, members, dissolved, say: below }, today)
const dissolveOwn = (above: boolean) =>
  mayDissolve({ organisation: standing('a'), children: 0, members: 0, dissolved: today, say: { own: true, above } }, today)
const end = (id: string, kind: LinkEnd['kind'], units: string[] = []): LinkEnd => ({ ...standing(id, { kind }), units })
const link = (kind: Link['kind'], from: LinkEnd, to: LinkEnd, start = today, open: Link['open'] = []) =>
  mayLink({ kind, from, to, start, open }, today)
const term = (more: Partial<NewTerm>) => mayBeginTerm(
  { kind: 'party.branch', flags: {}, started: today, founded: '2020-01-01', previous: null, ...more },
  national.rules, today)

const placed = (region: string | null) => maySetRegion({ organisation: { ...standing('a'), region: null }, region, on: today }, today)

/** Made where rows are read, not by a pure rule. */
const madeByActions = [
  'organisations.kind-unknown', 'organisations.needs-leader', 'organisations.no-leader-here', 'organisations.warned',
  'organisations.before-last-change', 'organisations.unit-kind-unknown', 'organisations.unit-sector-not-fitting',
  'organisations.unit-code-wrong', 'organisations.unit-code-taken',
] as const satisfies readonly OrganisationRefusal[]

/** One case for each; a refusal without a case does not compile. */
const cases: Record<Exclude<OrganisationRefusal, (typeof madeByActions)[number]>, () => Decision<unknown>> = {
  'organisations.wrong-place': () => found({ parentKind: 'league.committee' }),
  'organisations.needs-superior': () => found({ kind: 'party.group', parentKind: null }),
  'organisations.form-not-for-kind': () => found({ student: true }),
  'organisations.direct-not-here': () => found({ direct: true, parentKind: 'party.general-branch' }),
  'organisations.joint-needs-units': () => found({ joint: true, unitCount: 1 }),
  'organisations.one-unit-only': () => found({ unitCount: 2 }),
  'organisations.too-few-members': () => found({ members: { full: 2, all: 9 } }),
  'organisations.needs-approval': () => found({ kind: 'party.committee', members: { full: 90, all: 99 } }),
  'organisations.day-in-future': () => found({ founded: '2026-03-11' }),
  'organisations.before-superior': () => found({ parentFounded: '2026-03-11' }),
  'organisations.superior-dissolved': () => found({ parentDissolved: '2026-03-10' }),
  'organisations.before-founding': () => dissolve(0, 0, {}, '2019-12-31'),
  'organisations.dissolved': () => dissolve(0, 0, { dissolved: '2025-01-01' }),
  'organisations.already-there': () => move(committee, { parentId: 'committee' }),
  'organisations.under-itself': () => move({ ...committee, ancestors: ['a'] }),
  'organisations.name-unchanged': () => rename('一支部'),
  'organisations.name-taken': () => rename('二支部', ['二支部']),
  'organisations.merge-needs-another': () => merge([]),
  'organisations.merge-with-itself': () => merge([standing('a')]),
  'organisations.merge-other-kind': () => merge([standing('b', { kind: 'party.general-branch' })]),
  'organisations.children-open': () => dissolve(1, 0),
  'organisations.members-open': () => dissolve(0, 1),
  'organisations.own-body': () => dissolveOwn(true),
  'organisations.needs-document': () => dissolveOwn(false),
  'organisations.own-leader': () => mayEndLink({ start: '2020-01-01', end: null, leadsDoer: true }, today, today),
  'organisations.link-to-itself': () => link('leads', end('a', 'party.branch'), end('a', 'party.branch')),
  'organisations.link-double': () => link('leads', end('a', 'party.branch'), end('b', 'league.branch'), today, [
    { kind: 'leads', from: 'a', to: 'b' },
  ]),
  'organisations.link-leads-party': () => link('leads', end('a', 'league.local-committee'), end('b', 'party.branch')),
  'organisations.link-not-leading': () => link('leads', end('a', 'union.base'), end('b', 'league.branch')),
  'organisations.link-other-unit': () =>
    link('leads', end('a', 'party.branch', ['u']), end('b', 'league.branch', ['v'])),
  'organisations.link-other-line': () => link('guides', end('a', 'party.committee'), end('b', 'league.branch')),
  'organisations.link-not-superior': () => link('guides', end('a', 'league.branch'), end('b', 'league.committee')),
  'organisations.link-before-founding': () =>
    link('leads', end('a', 'party.branch'), end('b', 'league.branch'), '2019-12-31'),
  'organisations.link-ended': () => mayEndLink({ start: '2020-01-01', end: '2025-01-01', leadsDoer: false }, today, today),
  'organisations.link-ends-before-start': () => mayEndLink({ start: '2026-01-01', end: null, leadsDoer: false }, '2025-12-31', today),
  'organisations.region-wrong': () => placed('990002'),
  'organisations.region-unchanged': () => placed(null),
  'organisations.no-term': () => term({ flags: { temporary: true } }),
  'organisations.term-not-later': () => term({ previous: today }),
}

describe('every refusal', () => {
  test.each(Object.entries(cases))('%s is made, and its sentence is whole and says what to do', (code, refused) => {
    const decision = refused()
    expect(decision).toMatchObject({ ok: false, refusal: code })
    const sentence = refusalWords[code as OrganisationRefusal](decision.ok ? {} : decision.facts ?? {})
    expect(sentence).toMatch(/。$/)
    expect(sentence).toMatch(/请/)
    expect(sentence).not.toMatch(/undefined|null|NaN|该组织不|organisations\.|party\.|league\./)
  })

  test('the union is covered by rules and actions together, without doubles', () => {
    expect([...Object.keys(cases), ...madeByActions].sort()).toEqual([...organisationRefusals].sort())
  })

  test('what the rules do not make, an action makes', () => {
    const room = new URL('../actions/', import.meta.url)
    const text = readdirSync(room).map((file) => readFileSync(new URL(file, room), 'utf8')).join('\n')
    expect(madeByActions.filter((code) => !text.includes(`'${code}'`))).toEqual([])
  })

  test('the contract announces no refusal without a sentence', () => {
    const announced = contract.flatMap((one) => one.refusals).filter((code) => code.startsWith('organisations.'))
    expect(announced.filter((code) => !(code in refusalWords))).toEqual([])
    expect(announced.length).toBeGreaterThan(20)
  })

  test('every finding has a sentence with both numbers that says what to do', () => {
    for (const code of findingCodes) {
      expect(findingWords[code]({ given: 41, limit: 73 }), code).toMatch(/41.*73.*请/)
    }
  })
})
