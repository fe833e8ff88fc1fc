import type { Figure, Spread } from './case.ts'

export function spreadOf(samples: number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}

type Work = (round: number) => Promise<unknown>

async function timed(work: Work, round: number): Promise<number> {
  const began = performance.now()
  await work(round)
  return performance.now() - began
}

/**
 * Milliseconds of both ways, taken in turn and in changing order, so that a busy machine or a warm cache favours
 * neither. `rounds` are counted after a tenth of them to warm up.
 */
export async function interleaved(rounds: number, ours: Work, raw: Work): Promise<{ ours: Spread, raw: Spread }> {
  const samples = { ours: [] as number[], raw: [] as number[] }
  const warming = Math.ceil(rounds / 10)
  for (let round = -warming; round < rounds; round++) {
    const at = round + warming
    const [first, second] = round % 2 === 0 ? ([ours, raw] as const) : ([raw, ours] as const)
    const times = [await timed(first, at), await timed(second, at)]
    if (round < 0) continue
    samples.ours.push(first === ours ? times[0]! : times[1]!)
    samples.raw.push(first === ours ? times[1]! : times[0]!)
  }
  return { ours: spreadOf(samples.ours), raw: spreadOf(samples.raw) }
}

/** One line of the table, by medians. */
export async function compared(at: string, rounds: number, ours: Work, raw: Work, detail: string): Promise<Figure> {
  const spreads = await interleaved(rounds, ours, raw)
  return { at, ...spreads, unit: 'ms', ratio: spreads.ours.median / spreads.raw.median, detail }
}

/** Takes one kind of sample alone. */
export async function alone(rounds: number, work: Work): Promise<Spread> {
  const samples: number[] = []
  for (let round = -1; round < rounds; round++) {
    const time = await timed(work, round + 1)
    if (round >= 0) samples.push(time)
  }
  return spreadOf(samples)
}
