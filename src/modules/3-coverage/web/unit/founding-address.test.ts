import { expect, test } from 'vitest'
import { foundingAddress } from '#coverage/web/unit/founding-address.ts'

const unit = { id: 'u', name: '长风机械有限公司', code: null, kindWords: '企业', sectorWords: '' }
const fact = (name: string, value: number | null) => ({ name, words: '', value, source: null, sourceWords: '', on: null })
const facts = [fact('leagueMembers', 4), fact('fullMembers', null)]
const body = (id: string) => ({ id, name: id, kindWords: '' })
const query = (address: string | null) => Object.fromEntries(new URLSearchParams(address!.split('?')[1]))

test('the League secretary’s form is half written: unit, kind, superior, number of members', () => {
  const founding = { kind: 'league.branch', parent: body('street'), leader: body('party'), leaderInReach: false }
  expect(query(foundingAddress({ unit, facts }, founding, 'league-missing')))
    .toEqual({ unit: 'u', line: 'league', kind: 'league.branch', parent: 'street', all: '4' })
})

test('the party’s office also names who leads it; one or two members make a joint branch', () => {
  const founding = { kind: 'league.branch', parent: body('street'), leader: body('party'), leaderInReach: true }
  expect(query(foundingAddress({ unit, facts }, founding, 'league-joint'))).toMatchObject({ led: 'party', flags: 'joint' })
})

test('with the superior outside the leader founds; with neither nothing is offered', () => {
  const outside = { kind: 'union.base', parent: null, leader: body('party'), leaderInReach: true }
  expect(query(foundingAddress({ unit, facts }, outside, 'union-missing'))).toEqual({ unit: 'u', line: 'union', kind: 'union.base', leader: 'party' })
  expect(foundingAddress({ unit, facts }, { ...outside, leaderInReach: false }, 'union-missing')).toBeNull()
})
