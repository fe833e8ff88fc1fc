import type { Leaver } from '#people/contract/transfers.ts'
import type { Destination } from '#people/web/transfers/DestinationPicker.tsx'

/** What is planned for one member: kept on the device with the act's id, so that a second try does nothing twice. */
export interface Plan {
  act: string
  way: '' | 'inside' | 'letter' | 'kept'
  to?: Destination | null
  outside?: string
  remark?: string
}

export type Plans = Record<string, Plan>

export const isReady = (plan: Plan | undefined): plan is Plan => {
  if (plan?.way === 'letter') return !!plan.outside?.trim()
  if (plan?.way === 'inside') return !!plan.to
  return plan?.way === 'kept' && !!plan.to && !!plan.remark?.trim()
}

export interface Pasted {
  name: string
  where: string
  why: string
}

/** Lines of a sheet: name, destination, reason; a heading and empty lines are passed over. */
export function readPasted(text: string): Pasted[] {
  const lines = text.split(/\r?\n/).map((line) => line.split(/\t|,|，/).map((cell) => cell.trim()))
  return lines.flatMap(([name = '', where = '', why = '']) => (name && where && name !== '姓名' ? [{ name, where, why }] : []))
}

export interface Matched {
  /** membership id -> what the sheet says */
  found: Map<string, Pasted>
  /** names that nobody has, or that two have */
  unclear: string[]
}

/** Who is meant by a name: only one who bears it alone and is not on the way already. */
export function matchPasted(pasted: readonly Pasted[], rows: readonly Leaver[]): Matched {
  const found = new Map<string, Pasted>()
  const unclear: string[] = []
  for (const one of pasted) {
    const named = rows.filter((row) => row.person.name === one.name)
    const doubled = pasted.filter((other) => other.name === one.name).length > 1
    if (named.length !== 1 || doubled) unclear.push(one.name)
    else if (!named[0]!.pending) found.set(named[0]!.id, one)
  }
  return { found, unclear: [...new Set(unclear)] }
}
