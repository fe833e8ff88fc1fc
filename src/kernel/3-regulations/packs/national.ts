import { clockRules } from '#regulations/packs/clock.ts'
import { coverageRules } from '#regulations/packs/coverage.ts'
import { duesMoneyRules } from '#regulations/packs/dues-money.ts'
import { duesRules } from '#regulations/packs/dues.ts'
import { joiningRules } from '#regulations/packs/joining.ts'
import { leagueRules } from '#regulations/packs/league.ts'
import { leagueLifeRules, lifeRecordRules, partyLifeRules } from '#regulations/packs/org-life.ts'
import { partyRules } from '#regulations/packs/party.ts'
import { pioneersRules } from '#regulations/packs/pioneers.ts'
import { privacyRules } from '#regulations/packs/privacy.ts'
import { unionRules } from '#regulations/packs/union.ts'
import { womenRules } from '#regulations/packs/women.ts'
import type { Regulation } from '#regulations/rules.ts'

/**
 * The national set-up rules as far as public sources showed them in March 2026. A rule in force is never edited: it is
 * ended by `to`, and its successor added. A pack of the operator's changes this one list (installed.ts): all read it here.
 */
export const national = {
  version: '2026-03',
  rules: [
    ...partyRules, ...leagueRules, ...unionRules, ...pioneersRules, ...womenRules, ...privacyRules, ...coverageRules,
    ...partyLifeRules, ...leagueLifeRules, ...clockRules, ...lifeRecordRules, ...joiningRules, ...duesRules, ...duesMoneyRules,
  ] as readonly Regulation[],
}

/** The built-in rules, whatever an operator's pack has put over them since. */
export const builtIn: readonly Regulation[] = [...national.rules]

/** Ids that code may name: a misspelt one does not compile. */
export type RuleId = (
  | typeof partyRules | typeof leagueRules | typeof unionRules | typeof pioneersRules | typeof womenRules | typeof privacyRules
  | typeof coverageRules | typeof joiningRules | typeof partyLifeRules | typeof leagueLifeRules | typeof clockRules | typeof lifeRecordRules | typeof duesRules | typeof duesMoneyRules
)[number]['id']
