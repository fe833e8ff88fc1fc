/** Which units a page counts. */
export type Of = 'all' | 'two-new'

interface Wish {
  code?: string
  /** without what is unknown, or that alone */
  unknown?: 'without' | 'only'
  /** only what the organisation itself is responsible for, without its subordinates */
  direct?: boolean
}

/** The list that holds exactly what a number of the overview counts. */
export function spotsAddress(organisation: string, of: Of, { code, unknown, direct }: Wish = {}): string {
  const query = new URLSearchParams({ organisation })
  if (code) query.set('code', code)
  if (of === 'two-new') query.set('first', 'two-new')
  if (unknown) query.set('unknown', unknown)
  if (direct) query.set('direct', 'true')
  return `/coverage/spots?${query}`
}

/** The same overview one level down. */
export const overviewAddress = (organisation: string, of: Of): string =>
  `/coverage?organisation=${organisation}${of === 'two-new' ? '&of=two-new' : ''}`

export const unitsAddress = (organisation: string, of: Of): string =>
  `/units?under=${organisation}${of === 'two-new' ? '&twoNew=true' : ''}`
