import { describe, expect, test } from 'vitest'
import { isOpen, sureFounding, sureProposal } from './open.ts'

const held = { id: '1', name: '水务公司党支部' }
const founding = { kind: 'party.branch', kindWords: '党支部', name: '新支部', parent: '9', parentName: '集团党委' }
const open = {
  text: '水物公司党支部',
  organisation: null,
  founding: null,
  fault: null,
  proposals: [],
  proposedFounding: null,
}
const near = (...scores: number[]) => ({
  ...open,
  proposals: scores.map((score, at) => ({ id: String(at), name: '水务公司党支部', score })),
})

test('a name is open until it stands for an organisation that takes its rows', () => {
  expect(isOpen(open)).toBe(true)
  expect(isOpen({ ...open, organisation: held })).toBe(false)
  expect(isOpen({ ...open, organisation: held, fault: '党委不能有党员' })).toBe(true)
  expect(isOpen({ ...open, founding })).toBe(false)
})

describe('a proposal is taken without looking', () => {
  test('when it is near enough', () => {
    expect(sureProposal(near(0.35))).toBe('0')
    expect(sureProposal(near(0.34))).toBeNull()
    expect(sureProposal(near())).toBeNull()
  })

  test('and well ahead of the next', () => {
    expect(sureProposal(near(0.6, 0.39))).toBe('0')
    expect(sureProposal(near(0.6, 0.41))).toBeNull()
  })

  test('but never the second branch for the first', () => {
    const named = (text: string) => ({ ...open, text, proposals: [{ id: '0', name: '机关第二党支部', score: 0.9 }] })
    expect(sureProposal(named('机关第一党支部'))).toBeNull()
    expect(sureProposal(named('机关的第二党支部'))).toBe('0')
  })

  test('but never over what a person chose', () => {
    expect(sureProposal({ ...near(0.9), organisation: held })).toBeNull()
    expect(sureProposal({ ...near(0.9), founding })).toBeNull()
  })
})

test('an organisation is founded without looking only where nothing near it stands', () => {
  expect(sureFounding({ ...open, proposedFounding: founding })).toBe(true)
  expect(sureFounding({ ...near(0.4), proposedFounding: founding })).toBe(false)
  expect(sureFounding(open)).toBe(false)
})
