import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')

interface Cruise {
  modules: { source: string }[]
  summary: { violations: { from: string; to: string; rule: { name: string } }[]; error: number }
}

const run = (program: string, args: string[], cwd: string): Promise<string> =>
  new Promise((resolve) => {
    const options = { cwd, maxBuffer: 2 ** 28, env: { ...process.env, NODE_OPTIONS: '' } }
    execFile(process.execPath, [program, ...args], options, (_, out) => resolve(out))
  })

const cruise = async (cwd: string): Promise<Cruise> =>
  JSON.parse(await run(cruiser, ['--config', '.dependency-cruiser.cjs', '-T', 'json', 'src'], cwd)) as Cruise

/** Each plant: a file, what it says, and the rule that must refuse it. */
const planted: [file: string, text: string, rule: string][] = [
  ['src/base/plant.ts', "import '#kernel/1-plant/ground.ts'", 'base-knows-nothing'],
  ['src/kernel/1-plant/ground.ts', "import '#kernel/3-plant/upper.ts'", 'floors-of-kernel'],
  ['src/kernel/3-plant/upper.ts', "import '../../modules/2-plant/contract.ts'", 'kernel-knows-no-module'],
  ['src/kernel/1-database/plant.ts', "import '../3-plant/upper.ts'", 'database-stands-alone'],
  ['src/modules/2-plant/contract.ts', "import '../3-plant/contract.ts'", 'floors-of-modules'],
  ['src/modules/2-plant/store.ts', "import '../../kernel/3-plant/store.ts'", 'kernel-through-its-door'],
  ['src/modules/2-plant/actions.ts', "import '../../app/plant.ts'", 'module-knows-no-roof'],
  ['src/modules/2-neighbour/actions.ts', "import '../2-plant/contract.ts'", 'floors-of-modules'],
  ['src/modules/3-plant/actions.ts', "import '../2-plant/store.ts'", 'module-through-its-door'],
  ['src/modules/3-plant/rules.ts', "import 'node:fs'", 'rules-run-anywhere'],
  ['src/modules/3-plant/rules/deep.ts', "import '../actions.ts'", 'rules-are-pure'],
  ['src/modules/3-plant/web/Page.tsx', "import '../../2-plant/web/hidden.ts'", 'module-through-its-door'],
  ['src/modules/2-plant/web/hidden.ts', "import '../routes.ts'", 'screen-calls-the-contract'],
  ['src/modules/2-plant/jobs.ts', "import { test } from 'vitest'\ntest", 'shipped-needs-no-test-tools'],
  ['src/app/plant.ts', "import '../modules/3-plant/rules.ts'", 'roof-through-the-door'],
  ['src/app/lost.ts', "import '#base/nowhere.ts'", 'found'],
  ['src/kernel/3-plant/store.ts', "import '../1-database/plant.ts'", ''],
  ['src/kernel/1-plant/ledger.ts', "import '../1-database/plant.ts'", ''],
  ['src/modules/3-plant/contract.ts', "import '../2-plant/kinds.ts'", ''],
  ['src/modules/2-plant/kinds.ts', 'export const kinds = 1', ''],
  ['src/modules/2-plant/routes.ts', "import './actions.ts'\nexport const x = 1", ''],
  ['src/modules/2-plant/web/parts/Picker.tsx', "import '../../kinds.ts'\nexport const Picker = () => null", ''],
  ['src/modules/3-plant/web/Good.tsx', "import '../../2-plant/web/parts/Picker.tsx'", ''],
  ['src/modules/3-plant/jobs.ts', "import '../2-plant/actions.ts'", ''],
  ['src/app/good.ts', "import '../modules/3-plant/jobs.ts'", ''],
]

describe('the floors', () => {
  let copy = ''
  let here: Cruise
  let there: Cruise
  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'tongxin-floors-'))
    for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      cpSync(join(root, name), join(copy, name), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    for (const [file, text] of planted) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      writeFileSync(join(copy, file), `${text}\n`)
    }
    ;[here, there] = await Promise.all([cruise(root), cruise(copy)])
  }, 120_000)
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test('are really read: TypeScript files and their imports', () => {
    const sources = here.modules.map(({ source }) => source)
    expect(sources.filter((source) => /^src\/.*\.ts$/.test(source)).length).toBeGreaterThan(20)
    expect(sources.filter((source) => /^src\/.*\.tsx$/.test(source)).length).toBeGreaterThan(0)
  })

  test.each(planted.filter(([, , rule]) => rule !== ''))('%s saying %j is refused by %s', (file, _, rule) => {
    const refusals = there.summary.violations.filter(({ from }) => from === file)
    expect(refusals.map((refusal) => refusal.rule.name)).toContain(rule)
  })

  test.each(planted.filter(([, , rule]) => rule === ''))('%s saying %j is allowed', (file) => {
    expect(there.modules.map(({ source }) => source)).toContain(file)
    expect(there.summary.violations.filter(({ from }) => from === file)).toEqual([])
  })
})

describe('the linter', () => {
  const bad: [what: string, text: string, rule: string][] = [
    ['a forgotten await', 'const late = async () => 1\nlate()', 'no-floating-promises'],
    ['a promise as a condition', 'const f = async () => 1\nexport const now = () => (f() ? 1 : 2)', 'no-misused-promises'],
    ['HTML from a string', 'export const Raw = () => <p dangerouslySetInnerHTML={{ __html: "x" }} />', 'no-danger'],
    ['eval', "export const value = eval('1')", 'no-eval'],
    ['a function from a string', "export const value = new Function('return 1')", 'no-new-func'],
    ['chance without a seed', 'export const value = Math.random()', 'no-restricted-properties'],
    ['a hook in a branch', `import { useState } from 'react'
export function Odd({ on }: { on: boolean }) {
  if (on) useState(1)
  return null
}`, 'rules-of-hooks'],
  ]
  let folder = ''
  let found = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tongxin-lint-'))
    for (const name of ['package.json', 'tsconfig.json', '.oxlintrc.json']) cpSync(join(root, name), join(folder, name))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    mkdirSync(join(folder, 'src'))
    bad.forEach(([, text], index) => writeFileSync(join(folder, 'src', `bad${index}.tsx`), `${text}\n`))
    found = await run(oxlint, ['--type-aware', '-f', 'unix', 'src'], folder)
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(bad.map(([what, , rule], index) => [what, rule, index] as const))('refuses %s (%s)', (_, rule, index) => {
    const lines = found.split('\n').filter((line) => line.startsWith(`src/bad${index}.tsx`))
    expect(lines.join('\n')).toContain(`(${rule})`)
  })
})
