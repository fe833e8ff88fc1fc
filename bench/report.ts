import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import type { BenchCase, Figure, Spread } from './case.ts'

export interface Measured {
  benchCase: BenchCase
  figures: Figure[]
}

const rounded = (value: number): string =>
  Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
const spread = (value: Spread | null): string =>
  value === null ? '–' : Number.isNaN(value.p95) ? rounded(value.median) : `${rounded(value.median)}（${rounded(value.p95)}）`

/** '≤ 2×', '≤ 512 MiB', or '≤ 2× 或 ≤ 10 ms' where so little time is not worth a comparison. */
export function isMet(figure: Figure, common: string | null): boolean | null {
  const goal = figure.goal === undefined ? common : figure.goal
  if (figure.met !== undefined) return figure.met
  if (goal === null) return null
  return goal.split(' 或 ').some((one) => {
    const [, limit, times] = /^≤ ([\d.]+)(×?)/.exec(one)!
    const value = times ? figure.ratio : figure.ours.median
    return value !== null && value <= Number(limit)
  })
}

function line({ benchCase }: Measured, figure: Figure): string {
  const goal = figure.goal === undefined ? benchCase.goal : figure.goal
  const met = isMet(figure, benchCase.goal)
  const verdict = met === null ? '' : met ? '✓' : '✗'
  const ratio = figure.ratio === null ? '–' : `${rounded(figure.ratio)}×`
  return `| ${[benchCase.words, figure.at, `${spread(figure.ours)} ${figure.unit}`, figure.raw ? `${spread(figure.raw)} ${figure.unit}` : '–', ratio,
    `${goal ?? '–'} ${verdict}`.trim(), figure.detail].join(' | ')} |`
}

export const linesOf = (one: Measured): string[] => one.figures.map((figure) => line(one, figure))

export const tableOf = (measured: Measured[]): string =>
  [
    '| 项目 | 处 | 本系统 中位（p95） | 裸做法 中位（p95） | 比值 | 目标 | 说明 |',
    '| --- | --- | ---: | ---: | ---: | --- | --- |',
    ...measured.flatMap(linesOf),
  ].join('\n')

export function machineWords(): string {
  const model = cpus()[0]?.model.trim() ?? '?'
  const gib = (totalmem() / 1024 ** 3).toFixed(0)
  return `${cpus().length} 核（${model}），内存 ${gib} GiB，${systemWords()}，Node ${process.versions.node}，1 分钟负载 ${loadavg()[0]!.toFixed(1)}`
}

function systemWords(): string {
  try {
    return /^PRETTY_NAME="(.+)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform
  } catch {
    return process.platform
  }
}
