/**
 * 单位: the units in which organisations stand. What a unit is, and to which field (领域) it belongs, are two facts: a
 * private school is a school and a social organisation.
 */
export const sectors = {
  agency: { words: '机关', twoNew: false },
  institution: { words: '事业单位', twoNew: false },
  school: { words: '中小学、幼儿园', twoNew: false },
  university: { words: '高等学校', twoNew: false },
  hospital: { words: '公立医院', twoNew: false },
  'state-enterprise': { words: '国有企业', twoNew: false },
  'private-enterprise': { words: '非公有制经济组织', twoNew: true },
  'social-organisation': { words: '社会组织', twoNew: true },
  village: { words: '行政村', twoNew: false },
  community: { words: '社区', twoNew: false },
} as const satisfies Record<string, { words: string; twoNew: boolean }>

export type Sector = keyof typeof sectors

export const unitKinds = {
  enterprise: { words: '企业', sectors: ['state-enterprise', 'private-enterprise'] },
  institution: { words: '事业单位', sectors: ['institution'] },
  agency: { words: '机关', sectors: ['agency'] },
  school: { words: '学校', sectors: ['school', 'university', 'social-organisation'] },
  hospital: { words: '医院', sectors: ['hospital', 'institution', 'social-organisation', 'private-enterprise'] },
  association: { words: '社会组织', sectors: ['social-organisation'] },
  village: { words: '村', sectors: ['village'] },
  community: { words: '社区', sectors: ['community'] },
  cooperative: { words: '农民专业合作社', sectors: ['private-enterprise'] },
  'sole-trader': { words: '个体工商户', sectors: ['private-enterprise'] },
  // Gathers people of many units; it may have no credit code of its own.
  site: { words: '园区、楼宇、市场、工地', sectors: ['private-enterprise', 'state-enterprise', 'social-organisation'] },
} as const satisfies Record<string, { words: string; sectors: readonly Sector[] }>

export type UnitKind = keyof typeof unitKinds

export const unitKindCodes = Object.keys(unitKinds) as UnitKind[]
export const sectorCodes = Object.keys(sectors) as Sector[]

/** 两新组织: new economic and new social organisations. Derived from the sector, never typed. */
export const isTwoNew = (sector: Sector): boolean => sectors[sector].twoNew

export const fitsUnitKind = (kind: UnitKind, sector: Sector): boolean =>
  (unitKinds[kind].sectors as readonly Sector[]).includes(sector)
