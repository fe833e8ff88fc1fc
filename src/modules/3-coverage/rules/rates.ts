import { coveredLines, spotCodes, type CoveredLine, type Priority, type SpotCode, type Standing } from '#coverage/codes.ts'

/** What a unit adds to the numbers of the bodies responsible for it. */
export interface Counted {
  /** ids of the bodies: the party organisation it belongs to, and per line the body that builds there */
  holders: { party: number } & Partial<Record<CoveredLine, number>>
  /** a closed unit is no unit of the rates */
  counted: boolean
  twoNew: boolean
  stands: Record<CoveredLine, Standing>
  open: readonly SpotCode[]
  first: readonly Priority[]
}

/** `body measure` -> number: the difference of two such maps is what a change adds. */
export type Amounts = Map<string, number>

const bump = (amounts: Amounts, body: number, measure: string): void => {
  const key = `${body} ${measure}`
  amounts.set(key, (amounts.get(key) ?? 0) + 1)
}

/** The party body counts every line, a mass body its own: a League committee's page tells of the League alone. */
export function amountsOf(unit: Counted): Amounts {
  const amounts: Amounts = new Map()
  const bodies = new Map<number, CoveredLine[]>([[unit.holders.party, [...coveredLines]]])
  for (const line of coveredLines) {
    const body = unit.holders[line]
    if (line !== 'party' && body !== undefined) bodies.set(body, [...(bodies.get(body) ?? []), line])
  }
  for (const [body, lines] of bodies) addUnit(amounts, body, lines, unit)
  return amounts
}

function addUnit(amounts: Amounts, body: number, lines: CoveredLine[], unit: Counted): void {
  const sizes = unit.twoNew ? ['', '.new'] : ['']
  if (unit.counted) {
    for (const size of sizes) {
      bump(amounts, body, `units${size}`)
      for (const line of lines) if (unit.stands[line] !== 'none') bump(amounts, body, `${line}.${unit.stands[line]}${size}`)
    }
  }
  for (const code of unit.open) {
    if (!lines.includes(spotCodes[code].line)) continue
    for (const size of sizes) bump(amounts, body, `spot.${code}${size}`)
    if (unit.first.length > 0) bump(amounts, body, `first.${code}`)
  }
}

/** What has to be added to `before` to make `after`; nothing that stays. */
export function differenceOf(before: Amounts, after: Amounts): Amounts {
  const added: Amounts = new Map(after)
  for (const [key, n] of before) added.set(key, (added.get(key) ?? 0) - n)
  for (const [key, n] of added) if (n === 0) added.delete(key)
  return added
}

export interface Rate {
  units: number
  own: number
  joint: number
  /** 组织覆盖率, in tenths of a percent; null without units */
  covered: number | null
  /** 单独组建率, in tenths of a percent; null without units */
  alone: number | null
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part * 1000) / whole))

/** 组织覆盖率 = (单独组建 + 联合组建) / 单位数; 单独组建率 = 单独组建 / 单位数 (中办发〔2012〕11号). */
export function rateOf(numbers: ReadonlyMap<string, number>, line: CoveredLine, twoNew: boolean): Rate {
  const size = twoNew ? '.new' : ''
  const [units, own, joint] = [`units${size}`, `${line}.own${size}`, `${line}.joint${size}`].map((key) => numbers.get(key) ?? 0) as [number, number, number]
  return { units, own, joint, covered: share(own + joint, units), alone: share(own, units) }
}
