import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { mayFound, type Founding } from '#organisations/rules/founding.ts'

const today = '2026-03-10'
const found = (more: Partial<Founding>) => mayFound({
  kind: 'party.branch', parentKind: 'party.committee', founded: today, members: { full: 5, all: 6 }, unitCount: 1,
  joint: false, temporary: false, ...more,
}, national.rules, today)
const answer = (more: Partial<Founding>) => {
  const decision = found(more)
  return decision.ok ? decision.value.warnings.map((warning) => warning.finding).join() : decision.refusal
}
const few = 'organisations.too-few-members'
const approval = 'organisations.needs-approval'

describe('how many members a new body needs', () => {
  test.each<[string, Partial<Founding>, string]>([
    ['《中国共产党支部工作条例（试行）》 2 full members do not make a branch', { members: { full: 2, all: 20 } }, few],
    ['《中国共产党支部工作条例（试行）》 3 full members make a branch', { members: { full: 3, all: 3 } }, ''],
    ['《中国共产党支部工作条例（试行）》 50 members are usual', { members: { full: 50, all: 50 } }, ''],
    ['《中国共产党支部工作条例（试行）》 51 members are warned of', { members: { full: 40, all: 51 } }, 'above-usual-size'],
    ['《中国共产党支部工作条例（试行）》 a joint branch too needs 3', { members: { full: 2, all: 2 }, joint: true, unitCount: 2 }, few],
    ['《中国共产党支部工作条例（试行）》 a joint branch over 5 units is usual', { joint: true, unitCount: 5 }, ''],
    ['《中国共产党支部工作条例（试行）》 a joint branch over 6 units is warned of', { joint: true, unitCount: 6 }, 'joint-units-many'],
    ['《中国共产党支部工作条例（试行）》 a project of 5 months is warned of', { projectMonths: 5 }, 'project-short'],
    ['《中国共产党支部工作条例（试行）》 a project of 6 months may have a branch', { projectMonths: 6 }, ''],
    ['《团支部工作条例（试行）》 2 League members do not make a branch',
      { kind: 'league.branch', parentKind: 'league.committee', members: { full: 2, all: 2 } }, few],
    ['《团支部工作条例（试行）》 3 League members make a branch',
      { kind: 'league.branch', parentKind: 'league.committee', members: { full: 3, all: 3 } }, ''],
    ['《团支部工作条例（试行）》 51 League members are warned of',
      { kind: 'league.branch', parentKind: 'league.committee', members: { full: 51, all: 51 } }, 'above-usual-size'],
    ['党的基层组织设置的规定 a general branch of 49 needs approval',
      { kind: 'party.general-branch', members: { full: 45, all: 49 } }, approval],
    ['党的基层组织设置的规定 a general branch of 49 with approval is noted',
      { kind: 'party.general-branch', members: { full: 45, all: 49 }, approved: true }, 'below-minimum'],
    ['党的基层组织设置的规定 a general branch of 50', { kind: 'party.general-branch', members: { full: 45, all: 50 } }, ''],
    ['党的基层组织设置的规定 a general branch of 99', { kind: 'party.general-branch', members: { full: 90, all: 99 } }, ''],
    ['党的基层组织设置的规定 a general branch of 100',
      { kind: 'party.general-branch', members: { full: 90, all: 100 } }, 'above-usual-size'],
    ['党的基层组织设置的规定 a committee of 99 needs approval',
      { kind: 'party.committee', members: { full: 99, all: 99 } }, approval],
    ['党的基层组织设置的规定 a committee of 100', { kind: 'party.committee', members: { full: 90, all: 100 } }, ''],
    ['《国有企业基层组织工作条例》第四条 a bank committee of 99 needs approval',
      { kind: 'party.committee', sector: 'state-enterprise', members: { full: 99, all: 99 } }, approval],
    ['《工会法》第十一条 below 25 members a unit may still found its own union',
      { kind: 'union.base', parentKind: 'union.federation', members: { full: 24, all: 24 } }, ''],
    ['《少先队章程》 a squad of 4 is warned of',
      { kind: 'pioneers.squad', parentKind: 'pioneers.company', members: { full: 4, all: 4 } }, 'below-minimum'],
    ['《少先队章程》 a squad of 5',
      { kind: 'pioneers.squad', parentKind: 'pioneers.company', members: { full: 5, all: 5 } }, ''],
  ])('%s', (_, more, expected) => expect(answer(more)).toBe(expected))

  test('an approval does not help a branch of 2', () => {
    expect(answer({ members: { full: 2, all: 2 }, approved: true })).toBe(few)
  })
  test('unknown numbers are not guessed: nothing is checked', () => expect(answer({ members: null })).toBe(''))
  test('a temporary branch takes over no memberships and is not measured', () => {
    expect(answer({ temporary: true, members: { full: 1, all: 1 } })).toBe('')
  })
  test('a branch of 1995 is not measured by the text of 2018', () => {
    expect(answer({ founded: '2018-09-30', members: { full: 2, all: 2 } })).toBe('')
    expect(answer({ founded: '2018-10-01', members: { full: 2, all: 2 } })).toBe(few)
  })
  test('a warning names its regulation, the number given and the limit', () => {
    expect(found({ members: { full: 40, all: 51 } })).toEqual({ ok: true, value: { warnings: [
      { finding: 'above-usual-size', rule: 'party.branch.members-max', base: '党员', given: 51, limit: 50 },
    ] } })
  })
  test('an own, larger usual size is respected, a smaller firm minimum is not', () => {
    expect(answer({ members: { full: 40, all: 51 }, local: { 'party.branch.members-max': 60 } })).toBe('')
    expect(answer({ members: { full: 2, all: 2 }, local: { 'party.branch.members-min': 2 } })).toBe(few)
  })
  test('the refusal carries what its sentence needs', () => {
    expect(found({ members: { full: 2, all: 20 } })).toMatchObject({
      facts: { given: 2, minimum: 3, base: '正式党员', article: '《中国共产党支部工作条例（试行）》' },
    })
  })
})

describe('where and when', () => {
  test.each<[string, Partial<Founding>, string]>([
    ['today is allowed', { founded: today }, ''],
    ['tomorrow is not', { founded: '2026-03-11' }, 'organisations.day-in-future'],
    ['the day the superior began is allowed', { parentFounded: today }, ''],
    ['the day before it began is not', { parentFounded: '2026-03-11' }, 'organisations.before-superior'],
    ['under a superior that is still there is allowed', { parentDissolved: null }, ''],
    ['the day the superior ended is not', { parentDissolved: today }, 'organisations.superior-dissolved'],
    ['nor the day before: the body would be left below nobody', { parentDissolved: '2026-03-11' }, 'organisations.superior-dissolved'],
    ['a village branch alone may be the root of its installation', { parentKind: null }, ''],
    ['a group may not', { kind: 'party.group', parentKind: null }, 'organisations.needs-superior'],
    ['a direct branch stands under a committee', { direct: true, parentKind: 'party.local-committee' }, ''],
    ['a direct branch does not stand under a general branch',
      { direct: true, parentKind: 'party.general-branch' }, 'organisations.direct-not-here'],
    ['a joint branch over two units', { joint: true, unitCount: 2 }, ''],
    ['one unit is not joint', { joint: true, unitCount: 1 }, 'organisations.joint-needs-units'],
    ['two units without joint', { unitCount: 2 }, 'organisations.one-unit-only'],
    ['a committee stands over many units', { kind: 'party.committee', unitCount: 30, members: null }, ''],
    ['a committee is never temporary', { kind: 'party.committee', temporary: true }, 'organisations.form-not-for-kind'],
    ["a students' branch is the League's",
      { kind: 'league.branch', parentKind: 'league.committee', student: true }, ''],
    ["the party has no students' branch form", { student: true }, 'organisations.form-not-for-kind'],
  ])('%s', (_, more, expected) => expect(answer(more)).toBe(expected))
})
