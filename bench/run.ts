import { readdir } from 'node:fs/promises'
import type { Bench, BenchCase } from './case.ts'
import { linesOf, type Measured } from './report.ts'

/** Every file of `cases/`, in the order of their numbers. */
export async function benchCases(only: readonly string[] = []): Promise<BenchCase[]> {
  const folder = new URL('./cases/', import.meta.url)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort((a, b) => Number.parseInt(a) - Number.parseInt(b))
  const found: BenchCase[] = []
  for (const file of files) found.push(((await import(new URL(file, folder).href)) as { benchCase: BenchCase }).benchCase)
  const unknown = only.filter((name) => !found.some((one) => one.name === name))
  if (unknown.length > 0) throw new Error(`没有这些项目：${unknown.join('、')}。可选：${found.map((one) => one.name).join('、')}`)
  return only.length > 0 ? found.filter((one) => only.includes(one.name)) : found
}

export async function measureAll(bench: Bench, cases: BenchCase[]): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const benchCase of cases) {
    bench.say(`正在测：${benchCase.name}……`)
    const one = { benchCase, figures: await benchCase.run(bench) }
    // At once, so that a later case's failure does not take it along
    bench.say(linesOf(one).join('\n'))
    measured.push(one)
  }
  return measured
}
