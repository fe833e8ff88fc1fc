import { describe, expect, test } from 'vitest'
import { isOpen, sureFounding, sureProposal } from './open.ts'

const held = { id: '1', name: '水务公司党支部' }
const founding = { kind: 'party.branch', kindWords: '党支部', name: '新支部', parent: '9', parentName: '集团党委' }
const open = { organisation: null, founding: null, fault: null, proposals: [], proposedFounding: null }
const near = (...scores: number[]) => ({ ...open, proposals: scores.map((score, at) => ({ id: String(at), name: '', score })) })

test('a name is open until it stands for an organisation that takes its rows', () => {
  expect(isOpen(open)).toBe(true)
  expect(isOpen({ ...open, organisation: held })).toBe(false)
  expect(isOpen({ ...open, organisation: held, fault: '党委不能有党员' })).toBe(true)
  expect(isOpen({ ...open, founding })).toBe(false)
})

describe('a proposal is taken without looking', () => {
  test('when it is near enough', () => {
    expect(sureProposal(near(0.75))).toBe('0')
    expect(sureProposal(near(0.74))).toBeNull()
    expect(sureProposal(near())).toBeNull()
  })

  test('and well ahead of the next', () => {
    expect(sureProposal(near(0.9, 0.8))).toBe('0')
    expect(sureProposal(near(0.9, 0.85))).toBeNull()
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
