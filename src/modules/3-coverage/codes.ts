import type { Line } from '#organisations/kinds.ts'

/** The lines whose organisations a unit may owe; the Pioneers' and the women's federations follow other texts. */
export const coveredLines = ['party', 'league', 'union'] as const satisfies readonly Line[]
export type CoveredLine = (typeof coveredLines)[number]

/** What a finding is about: a unit in which something is missing, or an organisation that stands. */
export const spotCodes = {
  'league-missing': { line: 'league', subject: 'unit' },
  'league-joint': { line: 'league', subject: 'unit' },
  'league-no-members': { line: 'league', subject: 'unit' },
  'league-facts': { line: 'league', subject: 'unit' },
  'party-missing': { line: 'party', subject: 'unit' },
  'party-facts': { line: 'party', subject: 'unit' },
  'union-missing': { line: 'union', subject: 'unit' },
  'union-facts': { line: 'union', subject: 'unit' },
  'women-missing': { line: 'union', subject: 'unit' },
  'women-facts': { line: 'union', subject: 'unit' },
  'party-hollow': { line: 'party', subject: 'organisation' },
  'league-hollow': { line: 'league', subject: 'organisation' },
  'party-officer': { line: 'party', subject: 'organisation' },
  'league-officer': { line: 'league', subject: 'organisation' },
  'party-small': { line: 'party', subject: 'organisation' },
  'league-small': { line: 'league', subject: 'organisation' },
  'party-large': { line: 'party', subject: 'organisation' },
  'league-large': { line: 'league', subject: 'organisation' },
  'party-committee': { line: 'party', subject: 'organisation' },
  'league-committee': { line: 'league', subject: 'organisation' },
} as const satisfies Record<string, { line: CoveredLine; subject: 'unit' | 'organisation' }>

export type SpotCode = keyof typeof spotCodes
export const spotCodeList = Object.keys(spotCodes) as SpotCode[]
export const isSpotCode = (code: string): code is SpotCode => Object.hasOwn(spotCodes, code)

export type UnitSpotCode = { [C in SpotCode]: (typeof spotCodes)[C]['subject'] extends 'unit' ? C : never }[SpotCode]
export const unitSpotCodes = spotCodeList.filter((code): code is UnitSpotCode => spotCodes[code].subject === 'unit')

/** Facts of a unit that its findings rest on. */
export const factNames = ['staff', 'young', 'migrant', 'fullMembers', 'leagueMembers', 'women'] as const
export type FactName = (typeof factNames)[number]

/** Why a unit goes first: field note 1. */
export const priorities = ['has-party', 'two-new', 'migrant'] as const
export type Priority = (typeof priorities)[number]

/** How a line stands in a unit. */
export type Standing = 'own' | 'joint' | 'none'
