import { describe, expect, test } from 'vitest'
import { placeOfName, proposedName } from '#organisations/web/found/name-proposal.ts'

describe('what a body is called after', () => {
  test.each([
    ['中共晨光学校支部委员会', '晨光学校'],
    ['晨光学校党支部', '晨光学校'],
    ['共青团远山银行同心支行委员会', '远山银行同心支行'],
    ['少先队晨光学校大队', '晨光学校'],
    ['翠湖街道妇女联合会', '翠湖街道'],
    ['中共湖滨社区联合支部委员会', '湖滨社区'],
    ['大队', '大队'],
  ])('%s after %s', (name, place) => expect(placeOfName(name)).toBe(place))
})

describe('the name proposed for a new body', () => {
  test.each([
    ['party.branch', '晨光学校', [], '中共晨光学校支部委员会'],
    ['party.branch', '湖滨社区', ['joint'], '中共湖滨社区联合支部委员会'],
    ['party.branch', '湖滨社区', ['direct'], '中共湖滨社区支部委员会'],
    ['league.committee', '晨光学校', [], '共青团晨光学校委员会'],
    ['league.branch', '七年级一班', ['student'], '共青团七年级一班学生支部委员会'],
    ['union.base', '晨光学校', [], '晨光学校工会委员会'],
    ['pioneers.brigade', '晨光学校', [], '少先队晨光学校大队'],
    ['women.federation', '翠湖街道', [], '翠湖街道妇女联合会'],
    ['party.local-committee', '同心区', [], '中共同心区委员会'],
    ['league.local-committee', '云江市', [], '共青团云江市委员会'],
  ] as const)('%s at %s %j', (kind, place, flags, name) => expect(proposedName(kind, place, flags)).toBe(name))
  test('without a place nothing is proposed', () => expect(proposedName('party.branch', '')).toBe(''))
})
