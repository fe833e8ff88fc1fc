import { expect, test } from 'vitest'
import type { UnitSpotCode } from '#coverage/codes.ts'
import { closedBetween } from '#coverage/rules/closings.ts'

const none = { party: 'none', league: 'none', union: 'none' } as const
const seen = (found: UnitSpotCode[], stands: Partial<Record<'party' | 'league', 'own' | 'joint'>> = {}) => ({ found, stands: { ...none, ...stands } })

test.each([
  ['a branch founded ends the finding of its line', seen(['league-missing', 'party-missing']), seen(['party-missing'], { league: 'own' }), ['league-missing']],
  ['a joint one too', seen(['league-joint']), seen([], { league: 'joint' }), ['league-joint']],
  ['changed facts end a finding, but that is no founding', seen(['league-missing']), seen([]), []],
  ['what is still found is not ended', seen(['league-missing']), seen(['league-missing']), []],
  ['another line’s founding ends nothing here', seen(['league-missing']), seen([], { party: 'own' }), []],
])('%s', (_, before, after, expected) => expect(closedBetween(before, after)).toEqual(expected))
