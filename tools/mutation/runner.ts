import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { TestRunner, type RunnerTestCase, type RunnerTestFile } from 'vitest'

/** What one test file knows: mutants reached in tests, at load (where a switch comes too late), and caught. */
export interface Found {
  file: string
  reached: string[]
  atLoad: string[]
  caught: string[]
}

const { MUTATION_OUT: out = '', MUTANT: planted } = process.env
const sofar = (): Found[] => (existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as Found) : [])

let active = planted
let steps = 0
let most = Infinity
const seen = new Set<string>()

Object.assign(globalThis, {
  __mutation(id: string): boolean {
    if (++steps > most) throw new Error('a mutant without end')
    seen.add(id)
    return id === active
  },
})
// Chance may not decide what is caught
fc.configureGlobal({ seed: 20_261_124 })

/** Runs each test once as it is, then once for each mutant it reaches that nobody caught yet. */
export default class MutantRunner extends TestRunner {
  reached = new Set<string>()
  atLoad = new Set<string>()
  caught = new Set(planted === undefined ? sofar().flatMap((found) => found.caught) : [])

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test)
    seen.forEach((id) => this.atLoad.add(id))
    seen.clear()
    steps = 0
    await run()
    if (planted !== undefined) return
    const [hit, usual] = [[...seen], steps]
    hit.forEach((id) => this.reached.add(id))
    for (const id of hit.filter((one) => !this.caught.has(one))) if (await this.fails(run, id, usual)) this.caught.add(id)
    await run()
    seen.clear()
  }

  private async fails(run: () => unknown, id: string, usual: number): Promise<boolean> {
    active = id
    steps = 0
    most = usual * 20 + 100_000
    try {
      await run()
      return false
    } catch {
      return true
    } finally {
      active = undefined
      most = Infinity
    }
  }

  override onAfterRunFiles(files: RunnerTestFile[]): void {
    super.onAfterRunFiles(files)
    if (planted !== undefined || out === '') return
    const found: Found = { file: files[0]!.name, reached: [...this.reached], atLoad: [...this.atLoad], caught: [...this.caught] }
    appendFileSync(out, `${JSON.stringify(found)}\n`)
  }
}
