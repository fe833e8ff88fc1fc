// node bin/run.mjs tools/mutation.ts [how many seconds for mutants in tables]: plants small lies in the pure rules, one at
// a time and in memory only, and asks the unit tests about each. Writes docs/mutation.md; survivors go to standard output.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './mutation/planting.ts'
import { reportOf } from './mutation/report.ts'
import { plantedFile, root, ruleFiles } from './mutation/rooms.ts'
import type { Found } from './mutation/runner.ts'

const seconds = Number(process.argv[2] ?? 600)
const began = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
const out = join(folder, 'found.jsonl')
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), '--run', '--config', 'tools/mutation/vitest.config.ts']

const tested = (args: string[], env: Record<string, string>, stdio: 'inherit' | 'ignore') =>
  spawnSync(process.execPath, [vitest[0]!, ...args, ...vitest.slice(1)], { cwd: root, env: { ...process.env, ...env }, stdio }).status === 0

if (!tested(['related', ...ruleFiles], { MUTATION_OUT: out }, 'inherit')) throw new Error('没有变异时测试就没有通过')
const found = readFileSync(out, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Found)
const caught = new Set(found.flatMap((one) => one.caught))
const mutants = ruleFiles.flatMap((file) => plantedFile(file).mutants)

// What is worked out when a file is loaded (tables) needs a process for each mutant: a switch in a test comes too late
const fixed = mutants.filter(({ id }) => !caught.has(id) && found.some(({ atLoad }) => atLoad.includes(id)))
const untried = fixed.filter(({ id }) => {
  if (Date.now() - began > seconds * 1000) return true
  const files = found.filter(({ atLoad, reached }) => atLoad.includes(id) || reached.includes(id)).map(({ file }) => file)
  if (!tested(['run', '--bail=1', ...nearest(files, id)], { MUTANT: id }, 'ignore')) caught.add(id)
  return false
})

/** Tests of the mutant's own room first, and not more than eight files. */
function nearest(files: string[], id: string): string[] {
  const home = mutants.find((mutant) => mutant.id === id)!.file.split('/').slice(0, 3).join('/')
  return [...files].sort((a, b) => Number(b.startsWith(home)) - Number(a.startsWith(home))).slice(0, 8)
}

const tried = mutants.filter(({ id }) => !untried.some((one) => one.id === id))
const isReached = ({ id }: Mutant) => found.some(({ reached, atLoad }) => reached.includes(id) || atLoad.includes(id))
const survivors = tried.filter(({ id }) => !caught.has(id))
for (const one of survivors) console.log(`${one.file}:${one.line} ${isReached(one) ? '' : '（没有测试走到）'}${one.was} ⇒ ${one.now}`)
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const report = reportOf({ tried, survivors, untried: untried.length, day: new Date().toISOString().slice(0, 10), commit })
writeFileSync(join(root, 'docs/mutation.md'), report)
console.log(report.split('\n').filter((line) => line.startsWith('|')).join('\n'))
rmSync(folder, { recursive: true })
