import { describe, expect, test } from 'vitest'
import { verdictOn, type Draft } from '#organisations/web/found/founding-check.ts'

const street = { kind: 'party.working-committee', founded: '2001-01-01', dissolved: null }
const branch: Draft = {
  kind: 'party.branch', name: '中共湖滨社区支部委员会', on: '2026-03-01', flags: [], sector: null, unitCount: 1,
  full: 3, all: 3, approved: false, parent: street, siblings: [],
}
const asked = (change: Partial<Draft>) => verdictOn({ ...branch, ...change }, '2026-03-10')

describe('what the founding form says before it is sent', () => {
  test('three full members are enough, two are not, and the sentence names the rule', () => {
    expect(asked({})).toEqual({ state: 'good' })
    const verdict = asked({ full: 2, all: 2 })
    expect(verdict).toMatchObject({ state: 'refused', waivable: false })
    expect(verdict?.state === 'refused' && verdict.remark.why?.article).toBe('《中国共产党支部工作条例（试行）》')
  })
  test('fifty members are usual, fifty-one are warned of', () => {
    expect(asked({ full: 50, all: 50 })).toEqual({ state: 'good' })
    expect(asked({ full: 51, all: 51 })).toMatchObject({ state: 'warned', remarks: [{ why: { grade: 'B' } }] })
  })
  test('nothing is measured while no number is known', () => {
    expect(asked({ full: null, all: null })).toEqual({ state: 'good' })
  })
  test('full members alone count as all', () => {
    expect(asked({ full: 51, all: null })).toMatchObject({ state: 'warned' })
  })
  test('a committee of fewer than a hundred needs the approval, and passes with it', () => {
    const committee = { kind: 'party.committee', full: 60, all: 60 }
    expect(asked(committee)).toMatchObject({ state: 'refused', waivable: true })
    expect(asked({ ...committee, approved: true })).toMatchObject({ state: 'warned' })
  })
  test('a name that the superior already has below it is told at once', () => {
    expect(asked({ siblings: [branch.name] })).toMatchObject({ state: 'refused' })
  })
  test('a day that has not come, or before the superior was founded, is told at once', () => {
    expect(asked({ on: '2026-03-11' })).toMatchObject({ state: 'refused' })
    expect(asked({ on: '2000-12-31' })).toMatchObject({ state: 'refused' })
  })
  test('a joint branch over one unit is told at once', () => {
    expect(asked({ flags: ['joint'] })).toMatchObject({ state: 'refused' })
  })
  test('without a kind nothing is said', () => expect(asked({ kind: '' })).toBeNull())
})
