import { expect, test } from 'vitest'
import { alikePairs } from './alike.ts'
import type { Place } from './open.ts'

const founding = { kind: 'party.branch', kindWords: '党支部', name: '', parent: '9', parentName: '集团党委' }
const placesOf = (...texts: string[]): Place[] => texts.map((text, at) => ({
  no: at + 1, text, rows: 1, how: 'none', organisation: null, founding: null, fault: null, proposals: [], proposedFounding: { ...founding, name: text },
}))
const alike = (...texts: string[]) => alikePairs(placesOf(...texts)).map((pair) => pair.map(({ text }) => text))

test.each([
  ['第一车间党支部', '一车间支部'], ['中共水务公司支部委员会', '水务公司党支部'], ['新兴产业园党支部', '新兴产业园区党支部'],
])('%s and %s may be one', (one, other) => expect(alike(one, other)).toEqual([[one, other]]))

test.each([['第一车间党支部', '第二车间党支部'], ['机关党支部', '车间党支部'], ['水务公司党支部', '水务公司团支部'], ['南园党支部', '北园党支部']])(
  '%s and %s are two', (one, other) => expect(alike(one, other)).toEqual([]))

test('each name is asked about once, and none that is settled', () => {
  expect(alike('第一车间党支部', '机关党支部', '一车间支部', '第1车间支部')).toEqual([['第一车间党支部', '一车间支部'], ['第一车间党支部', '第1车间支部']])
  const [one, other] = placesOf('第一车间党支部', '一车间支部')
  expect(alikePairs([one!, { ...other!, founding }])).toEqual([])
})
