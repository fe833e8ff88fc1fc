import { describe, expect, test } from 'vitest'
import { deciding, ownRefusal } from '#organisations/rules/own-body.ts'

describe('a head', () => {
  const outcome = (own: boolean, above: boolean, approval?: string) => ownRefusal({ own, above }, approval)?.refusal ?? 'allowed'

  test('decides about the bodies below, with or without a paper', () => {
    expect([outcome(false, true), outcome(false, false), outcome(false, true, '青组〔2026〕3号')]).toEqual(Array(3).fill('allowed'))
  })
  test('does not decide about the own body, whatever paper is named, where somebody above is in the system', () => {
    expect([outcome(true, true), outcome(true, true, '青组〔2026〕3号')]).toEqual(Array(2).fill('organisations.own-body'))
  })
  test('names the paper where nobody above is', () => {
    expect([outcome(true, false), outcome(true, false, ''), outcome(true, false, '青组〔2026〕3号')])
      .toEqual(['organisations.needs-document', 'organisations.needs-document', 'allowed'])
  })
  test('sees beforehand which of the three it is', () => {
    expect([deciding({ own: false, above: false }), deciding({ own: true, above: true }), deciding({ own: true, above: false })])
      .toEqual(['free', 'above', 'document'])
  })
})
