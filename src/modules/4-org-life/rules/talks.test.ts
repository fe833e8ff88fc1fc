import { describe, expect, test } from 'vitest'
import { countsFor, owedTo } from '#org-life/rules/talks.ts'

const committee = new Set(['书记', '组织委员'])
const talk = (talker: string, partner: string) => countsFor({ talker, partner }, committee)

describe('whom a talk counts for (第十九条)', () => {
  test('between two of the committee, for both of them', () => {
    expect(talk('书记', '组织委员')).toEqual(['书记', '组织委员'])
  })
  test('between one of the committee and a member, for the member alone, whoever came to whom', () => {
    expect([talk('书记', '党员甲'), talk('党员甲', '书记')]).toEqual([['党员甲'], ['党员甲']])
  })
  test('between two members, for neither', () => {
    expect(talk('党员甲', '党员乙')).toEqual([])
  })
})

describe('who is to be talked with in a year', () => {
  const first = new Set(['书记', '组织委员', '甲', '走了的'])
  test('whoever was there on its first day and still is: neither who came later nor who has left', () => {
    expect(owedTo(first, ['书记', '组织委员', '甲', '后来的'], committee)).toEqual(['书记', '组织委员', '甲'])
  })
  test('whoever is there now, where the roster knows nobody of that day', () => {
    expect(owedTo(new Set(), ['书记', '组织委员', '后来的'], committee)).toEqual(['书记', '组织委员', '后来的'])
  })
  test('not a secretary without a committee, who has no other to talk with', () => {
    expect(owedTo(first, ['书记', '甲'], new Set(['书记']))).toEqual(['甲'])
  })
})
