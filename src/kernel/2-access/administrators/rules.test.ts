import { describe, expect, test } from 'vitest'
import { administratorPosts, type AdministratorPost, type Holder } from '#access/administrators/posts.ts'
import { lacksFor, mayAnswer, mayEnd } from '#access/administrators/rules.ts'
import { guardsOf, isHigher, profiles } from '#access/profile-guards.ts'

const holder = (accountId: number, post: AdministratorPost, more: Partial<Holder> = {}): Holder => ({ accountId, post, active: true, busy: false, ...more })
const three = administratorPosts.map((post, no) => holder(no, post))

describe('what a profile lacks', () => {
  test.each([
    ['nothing with one who does everything, in one branch', 'one-branch', [holder(1, 'system.administrator', { busy: true })], []],
    ['the other two', 'committee', [holder(1, 'system.administrator')], ['no-security', 'no-audit']],
    ['nothing with three', 'committee', three, []],
    ['nothing with three in a region', 'region', three, []],
    ['one who can sign in', 'committee', [...three.slice(0, 2), holder(3, 'system.audit', { active: false })], ['no-audit']],
    ['one who does nothing else', 'region', [holder(0, 'system.administrator', { busy: true }), ...three.slice(1)], ['holds-other']],
    ['everything', 'region', [], ['no-system', 'no-security', 'no-audit']],
  ] as const)('%s: %s', (_, profile, holders, lacks) => {
    expect(lacksFor(profile, holders)).toEqual(lacks)
  })
})

describe('the second person', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  const asked = { proposedBy: 1, accountId: 2, outcome: null, expiresAt: new Date('2026-11-23T02:00:00.001Z') }
  const nobody = () => false
  test.each([
    ['somebody else', asked, 3, nobody, null],
    ['the proposer', asked, 1, nobody, 'access.own-proposal'],
    ['the proposer by another account', asked, 3, (other: number) => other === 1, 'access.own-proposal'],
    ['whom it is for', asked, 2, nobody, 'access.concerns-oneself'],
    ['whom it is for by another account', asked, 3, (other: number) => other === 2, 'access.concerns-oneself'],
    ['somebody too late', { ...asked, expiresAt: now }, 3, nobody, 'access.proposal-expired'],
    ['somebody after another', { ...asked, outcome: 'declined' }, 3, nobody, 'access.proposal-closed'],
    ['somebody for a profile, which is for nobody', { ...asked, accountId: null }, 3, nobody, null],
  ])('is %s', (_, proposal, account, same, refusal) => {
    const decision = mayAnswer(proposal, account, now, same)
    expect(decision.ok ? null : decision.refusal).toBe(refusal)
  })
})

describe('the end of an administrator', () => {
  test.each([
    ['system.administrator', 0, 'one-branch', false], ['system.administrator', 1, 'one-branch', true],
    ['system.security', 0, 'one-branch', true], ['system.audit', 0, 'one-branch', true],
    ['system.security', 0, 'committee', false], ['system.audit', 0, 'region', false], ['system.audit', 1, 'region', true],
  ] as const)('%s with %i others in %s: %s', (post, left, profile, may) => {
    expect(mayEnd(post, left, profile).ok).toBe(may)
  })
})

test('a higher profile never guards less than a lower one', () => {
  const strength = (profile: (typeof profiles)[number]) => {
    const { secondFactor, ...switches } = guardsOf(profile)
    return [['optional', 'administrators', 'wide'].indexOf(secondFactor), ...Object.values(switches).map(Number)]
  }
  for (const one of profiles) {
    for (const other of profiles.filter((lower) => isHigher(one, lower))) {
      expect(strength(one).every((value, at) => value >= strength(other)[at]!)).toBe(true)
    }
  }
})
