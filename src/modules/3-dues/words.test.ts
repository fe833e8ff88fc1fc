import { expect, test } from 'vitest'
import { inWords, yuan } from '#dues/words.ts'

test.each([
  [0, '零元整'], [5, '伍分'], [20, '贰角整'], [7650, '柒拾陆元伍角整'], [7605, '柒拾陆元零伍分'], [100_000, '壹仟元整'], [100_100, '壹仟零壹元整'],
  [1_000_000, '壹万元整'], [1_000_100, '壹万零壹元整'], [12_345_678, '壹拾贰万叁仟肆佰伍拾陆元柒角捌分'], [-7650, '负柒拾陆元伍角整'],
])('%d fen are written %s', (fen, words) => expect(inWords(fen)).toBe(words))

test('sums are shown with two places', () => expect([yuan(7650), yuan(-5), yuan(123_456_789)]).toEqual(['76.50', '−0.05', '1,234,567.89']))
