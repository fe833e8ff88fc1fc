import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import {
  mayDissolve, mayMerge, mayMove, mayRename, type Merge, type Move, type Standing,
} from '#organisations/rules/changes.ts'

const today = '2026-03-10'
const standing = (id: string, more: Partial<Standing> = {}): Standing =>
  ({ id, kind: 'party.branch', founded: '2020-01-01', dissolved: null, ...more })
const below = { own: false, above: true }
const outcome = (decision: { ok: boolean; refusal?: string }) => decision.ok ? 'allowed' : decision.refusal

describe('moving', () => {
  const general = { ...standing('g', { kind: 'party.general-branch' }), ancestors: ['c'] }
  const move = (to: Move['to'], more: Partial<Move['organisation']> = {}, moved = today) =>
    outcome(mayMove({ organisation: { ...standing('a'), name: '一支部', parentId: 'c', ...more }, to, siblings: ['二支部'], moved, say: below }, today))

  test('a branch goes from the committee to a general branch', () => expect(move(general)).toBe('allowed'))
  test('a branch goes to a superior outside the installation', () => expect(move(null)).toBe('allowed'))
  test('a root that stays a root does not move', () => {
    expect(move(null, { parentId: null })).toBe('organisations.already-there')
  })
  test('not to where it stands', () => expect(move(general, { parentId: 'g' })).toBe('organisations.already-there'))
  test('not under itself nor under what stands below it', () => {
    const committee = standing('a', { kind: 'party.committee' })
    expect(move({ ...committee, ancestors: [] }, committee)).toBe('organisations.under-itself')
    const below = { ...standing('x', { kind: 'party.committee' }), ancestors: ['y', 'a'] }
    expect(move(below, committee)).toBe('organisations.under-itself')
    expect(move({ ...below, ancestors: ['y'] }, committee)).toBe('allowed')
  })
  test('not under a kind that cannot hold it', () => {
    expect(move({ ...general, kind: 'league.committee' })).toBe('organisations.wrong-place')
  })
  test('a direct branch does not go below a general branch', () => {
    expect(move(general, { direct: true })).toBe('organisations.direct-not-here')
  })
  test('not under a superior that has ended', () => {
    expect(move({ ...general, dissolved: '2025-01-01' })).toBe('organisations.superior-dissolved')
  })
  test('from the day the superior was founded, not the day before', () => {
    expect(move({ ...general, founded: '2026-03-10' })).toBe('allowed')
    expect(move({ ...general, founded: '2026-03-10' }, {}, '2026-03-09')).toBe('organisations.before-superior')
  })
  test('from its own founding on, up to today', () => {
    expect(move(general, {}, '2020-01-01')).toBe('allowed')
    expect(move(general, {}, '2019-12-31')).toBe('organisations.before-founding')
    expect(move(general, {}, '2026-03-11')).toBe('organisations.day-in-future')
  })
  test('not where another of its kind has its name', () => {
    expect(move(general, { name: '二支部' })).toBe('organisations.name-taken')
  })
  test('what has ended does not move', () => {
    expect(move(general, { dissolved: '2025-01-01' })).toBe('organisations.dissolved')
  })
})

describe('renaming', () => {
  const rename = (name: string, siblings: string[]) =>
    outcome(mayRename({ organisation: { ...standing('a'), name: '一支部' }, name, siblings, renamed: today }, today))
  test('to a free name', () => expect(rename('教工党支部', ['二支部'])).toBe('allowed'))
  test('not to the same', () => expect(rename('一支部', [])).toBe('organisations.name-unchanged'))
  test("not to a neighbour's", () => expect(rename('二支部', ['二支部'])).toBe('organisations.name-taken'))
})

describe('merging', () => {
  const merge = (more: Partial<Merge>) => mayMerge(
    { into: standing('a'), from: [standing('b')], merged: today, members: null, say: below, ...more }, national.rules, today)

  test('two branches of one kind', () => expect(merge({})).toEqual({ ok: true, value: { warnings: [] } }))
  test('《中国共产党支部工作条例（试行）》 together 50 members are usual, 51 are warned of', () => {
    expect(merge({ members: { full: 50, all: 50 } })).toEqual({ ok: true, value: { warnings: [] } })
    expect(merge({ members: { full: 50, all: 51 } })).toEqual({ ok: true, value: { warnings: [
      { finding: 'above-usual-size', rule: 'party.branch.members-max', base: '党员', given: 51, limit: 50 },
    ] } })
  })
  test('the same body twice', () => {
    expect(outcome(merge({ from: [standing('b'), standing('b')] }))).toBe('organisations.merge-with-itself')
    expect(outcome(merge({ from: [standing('b'), standing('c')] }))).toBe('allowed')
  })
  test('one that has ended, or that did not stand yet', () => {
    expect(outcome(merge({ from: [standing('b', { dissolved: '2025-01-01' })] }))).toBe('organisations.dissolved')
    expect(outcome(merge({ from: [standing('b', { founded: '2026-03-10' })] }))).toBe('allowed')
    expect(outcome(merge({ from: [standing('b', { founded: '2026-03-10' })], merged: '2026-03-09' })))
      .toBe('organisations.before-founding')
  })
  test('a branch of another line', () => {
    expect(outcome(merge({ from: [standing('b', { kind: 'league.branch' })] }))).toBe('organisations.merge-other-kind')
  })
})

describe('dissolving', () => {
  const dissolve = (children: number, members: number, dissolved = today) =>
    outcome(mayDissolve({ organisation: standing('a'), children, members, dissolved, say: below }, today))
  test('an empty body', () => expect(dissolve(0, 0)).toBe('allowed'))
  test('nobody is left behind', () => {
    expect(dissolve(1, 0)).toBe('organisations.children-open')
    expect(dissolve(0, 1)).toBe('organisations.members-open')
  })
  test('on the day it was founded, not before, not in the future', () => {
    expect(dissolve(0, 0, '2020-01-01')).toBe('allowed')
    expect(dissolve(0, 0, '2019-12-31')).toBe('organisations.before-founding')
    expect(dissolve(0, 0, '2026-03-11')).toBe('organisations.day-in-future')
  })
})
