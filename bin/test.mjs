// npm test: everything, from types to browser. `--quick` (npm run check) leaves out database and browser.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, fittingNode, root } from './install.mjs'

const quick = process.argv.includes('--quick')
const folders = ['src', 'test', 'e2e', 'bench', 'tools'].filter((name) => existsSync(join(root, name)))
const tool = (...path) => join(root, 'node_modules', ...path)
const count = { passed: 0, failed: 0 }
const times = []

function node(args, { quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(fittingNode(), args, { cwd: root, stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'] })
    let output = ''
    child.stdout?.on('data', (part) => (output += part))
    const stop = () => child.kill('SIGTERM')
    process.once('SIGTERM', stop)
    child.once('close', (code) => {
      process.off('SIGTERM', stop)
      resolve({ ok: code === 0, output })
    })
  })
}

/** A step answers how many passed and failed. */
async function step(title, run) {
  console.log(`\n━━ ${title}`)
  const began = Date.now()
  const { passed, failed } = await run()
  count.passed += passed
  count.failed += failed
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  times.push({ title, seconds, failed })
  console.log(`━━ ${title}：${failed === 0 ? '通过' : '未通过'}，${seconds} 秒`)
}

const asOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

async function types() {
  // The package that owns the name `tsc` decides; with version 6 this step would take three times as long
  const tsc = tool('@typescript', 'native', 'bin', 'tsc')
  const { output } = await node([tsc, '-v'], { quiet: true })
  const named = readFileSync(tool('.bin', 'tsc'), 'utf8')
  if (!/^Version 7\./.test(output) || named !== readFileSync(tsc, 'utf8')) {
    console.log(`tsc 应为 7.x，这里是 ${output.trim()}。请删除 node_modules 后重新运行 npm test。`)
    return asOne(false)
  }
  return asOne((await node([tsc, '-p', '.'])).ok)
}

const lint = async () => asOne((await node([tool('oxlint', 'bin', 'oxlint'), '--type-aware', ...folders])).ok)

async function boundaries() {
  const cruiser = tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  return asOne((await node([cruiser, '--config', '.dependency-cruiser.cjs', 'src'])).ok)
}

const printed = async () => asOne((await node(['tools/print.ts', '--check'])).ok)

const tests = (project) => async () => {
  const report = join(root, 'reports', `${project}.json`)
  mkdirSync(join(root, 'reports'), { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { ok } = await node([tool('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters])
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
  const { numPassedTests = 0, numFailedTests = 0 } = counted
  // A file that cannot even be loaded has no failed test, but the run has failed
  return { passed: numPassedTests, failed: ok ? numFailedTests : Math.max(1, numFailedTests) }
}

const has = (folder, ending) =>
  existsSync(join(root, folder)) &&
  readdirSync(join(root, folder), { recursive: true }).some((name) => name.endsWith(ending))

await ensureInstalled('all')
await step('类型检查', types)
await step('代码检查', lint)
await step('分层边界', boundaries)
if (!quick && existsSync(join(root, 'tools', 'print.ts'))) await step('打印的文档与代码一致', printed)
await step('单元测试', tests('unit'))
if (!quick) {
  await step('数据库测试', tests('database'))
  if (process.platform === 'linux') await step('两条命令的测试（新克隆）', tests('commands'))
  if (has('e2e', '.test.ts')) await step('浏览器测试', tests('e2e'))
  else console.log('\n━━ 浏览器测试：e2e 目录里还没有测试')
}

console.log(`\n${times.map(({ title, seconds, failed }) => `${failed ? '✗' : '✓'} ${title} ${seconds} 秒`).join('\n')}`)
console.log(`\n${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1
