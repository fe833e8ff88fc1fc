// Shared by start, run and test. Plain JavaScript for Node 20: it runs before anything of ours is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.tongxin.json')
const oldest = [24, 15]

export const say = (line) => process.stderr.write(`${line}\n`)

export function giveUp(line) {
  say(line)
  process.exit(1)
}

const jsonIn = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

const lockHash = () => createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')

/** mode 'start' = what the server needs; 'all' = the test tools too. Does nothing when they are there. */
export async function ensureInstalled(mode) {
  const stamp = jsonIn(stampFile)
  const lock = lockHash()
  const covers = stamp?.lock === lock && stamp.machine === machine() && (stamp.mode === 'all' || stamp.mode === mode)
  if (covers && existsSync(join(modules, mode === 'all' ? 'vitest' : 'fastify', 'package.json'))) return
  // Put there by hand (npm ci), or the lock file changed only in words: look instead of installing again
  const present = (wanted) => missingPackages(wanted).length === 0
  if (!present(mode)) await install(mode)
  if (mode === 'start' && !present('all')) prune()
  const reached = mode === 'all' || present('all') ? 'all' : 'start'
  try {
    writeFileSync(stampFile, JSON.stringify({ lock, mode: reached, machine: machine() }))
  } catch {
    // node_modules is not ours to write: looking again next time costs some 30 ms
  }
}

const machine = () => `${process.platform}-${process.arch}`

/** Packages of the lock file that this machine needs and that are missing or have another version. */
function missingPackages(mode) {
  const { packages } = jsonIn(join(root, 'package-lock.json'))
  return Object.entries(packages).filter(([path, entry]) => {
    if (path === '' || (mode === 'start' && entry.dev) || !fits(entry)) return false
    // Optional without a platform: only a part of some optional package of another platform
    if (entry.optional && !entry.os && !entry.cpu) return false
    return jsonIn(join(root, path, 'package.json'))?.version !== entry.version
  })
}

const oneOf = (wanted, value) => wanted === undefined || [wanted].flat().includes(value)

const fits = ({ os, cpu, libc }) =>
  oneOf(os, process.platform) && oneOf(cpu, process.arch) && oneOf(libc, hasGlibc() ? 'glibc' : 'musl')

let glibc
function hasGlibc() {
  process.report.excludeNetwork = true
  glibc ??= process.platform !== 'linux' || process.report.getReport().header.glibcVersionRuntime !== undefined
  return glibc
}

async function install(mode) {
  const what = mode === 'all' ? '正在安装软件包和测试工具' : '正在安装运行所需的软件包'
  // No scripts: nothing that is downloaded runs during the installation. No saving: the lock file stays as it is.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error']
  if (mode === 'start') args.push('--omit=dev')
  const [program, first] = npm()
  const stop = progress(`${what}（只在首次或更新后进行）`)
  const env = npmEnvironment()
  // One question first: an installation takes minutes before it admits that there is no registry
  const ask = ['view', 'pg', 'version', '--fetch-retries=0', '--fetch-timeout=15000', '--loglevel=error']
  const asked = await finished(program, [...first, ...ask], env)
  if (asked.code !== 0 && isUnreachable(asked.output)) giveUp(failure(asked.output))
  const { code, output } = await finished(program, [...first, ...args], env)
  const seconds = stop()
  if (code !== 0) giveUp(failure(output))
  say(`${what}：完成，用了 ${seconds} 秒。`)
}

/** The npm that started us, else the one in the search path. */
function npm() {
  const known = process.env.npm_execpath
  if (known && /npm-cli\.c?js$/.test(known)) return [process.execPath, [known]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

/** System users have no home to keep npm's cache in. And `npm start --omit …` must not change what we install. */
function npmEnvironment() {
  const env = { ...process.env, NODE_ENV: '' }
  for (const name of ['npm_config_omit', 'npm_config_include', 'npm_config_production']) delete env[name]
  let cache = env.npm_config_cache || join(homedir(), '.npm')
  while (!existsSync(cache)) cache = dirname(cache)
  try {
    accessSync(cache, constants.W_OK)
  } catch {
    mkdirSync(join(root, '.cache'), { recursive: true })
    env.npm_config_cache = join(root, '.cache', 'npm')
  }
  return env
}

function finished(program, args, env) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, {
      cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: program.endsWith('.cmd'),
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part))
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
    const stop = (signal) => {
      child.kill(signal)
      giveUp('\n安装已中断。再次运行同一命令会接着安装。')
    }
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
    child.once('close', () => ['SIGINT', 'SIGTERM'].forEach((signal) => process.off(signal, stop)))
  })
}

/** One line that counts the seconds on a terminal, a line every ten seconds in a log file. */
function progress(what) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const terminal = process.stderr.isTTY
  say(`${what}……`)
  const timer = setInterval(() => {
    if (terminal) process.stderr.write(`\r已用 ${seconds()} 秒 `)
    else if (seconds() % 10 === 0) say(`已用 ${seconds()} 秒`)
  }, 1000)
  return () => {
    clearInterval(timer)
    if (terminal) process.stderr.write('\r')
    return seconds()
  }
}

const isUnreachable = (output) =>
  /ENOTFOUND|EAI_AGAIN|ECONN(REFUSED|RESET)|ETIMEDOUT|E(HOST|NET)UNREACH|SOCKET_TIMEOUT|network/i.test(output)

function failure(output) {
  if (isUnreachable(output)) {
    const advice = '请检查网络，或用 npm config set registry <地址> 换一个可用的仓库，然后重新运行同一命令。'
    return `连不上软件包仓库，没有装成。${advice}`
  }
  if (/ENOSPC/.test(output)) return '磁盘已满，没有装成。请腾出至少 1 GB 空间，然后重新运行同一命令。'
  if (/EACCES|EPERM|EROFS/.test(output)) return `当前用户不能写 ${root}，没有装成。请改用该目录的所有者运行同一命令。`
  if (/spawn npm.* ENOENT/.test(output)) return '找不到 npm。请安装 Node.js 20 或更新的版本（含 npm），然后重新运行同一命令。'
  return `软件包没有装成，npm 的说明如下：\n${output.trim().split('\n').slice(-12).join('\n')}`
}

/**
 * What nothing loads at run time, 150 MB: Node's header files, antd's prebuilt bundles, drawings that exist as code
 * too, source maps, static libraries. Never what a later `npm test` needs: npm does not put single files back.
 */
function prune() {
  const drop = (...path) => rmSync(join(modules, ...path), { recursive: true, force: true })
  for (const name of namesIn('.')) if (/^node-(linux|win)-/.test(name)) drop(name, 'include')
  const bundles = join('antd', 'dist')
  for (const name of namesIn(bundles)) if (name !== 'reset.css') drop(bundles, name)
  for (const drawings of ['inline-svg', 'inline-namespaced-svg']) drop('@ant-design', 'icons-svg', drawings)
  drop('@ant-design', 'icons', 'dist')
  drop('zod', 'src')
  const documents = join('docx', 'dist')
  for (const name of namesIn(documents)) if (!name.endsWith('.mjs')) drop(documents, name)
  for (const name of readdirSync(modules, { recursive: true })) if (/\.(map|a)$/.test(name)) drop(name)
}

function namesIn(path) {
  try {
    return readdirSync(join(modules, path))
  } catch {
    return []
  }
}

/** The Node that runs TypeScript: this one when new enough, else the packaged one. */
export function fittingNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath
  const system = process.platform === 'win32' ? 'win' : process.platform
  const packaged = join(modules, `node-${system}-${process.arch}`, 'bin', system === 'win' ? 'node.exe' : 'node')
  if (existsSync(packaged)) return packaged
  return giveUp(`需要 Node.js ${oldest.join('.')} 或更新的版本，这里是 ${process.versions.node}。请从 nodejs.org 安装后重新运行同一命令。`)
}

// A killed launcher (kill -9) cannot pass anything on: the one it launched sees the closed channel and ends by itself
const endWithLauncher = `data:text/javascript,${encodeURIComponent(
  "process.on('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel?.unref()",
)}`

/** What Node made of our files and the packages, kept between starts: halves the time of the second one. */
export const compileCache = process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'node')

/** What package.json says of the heap: young objects in little room, or an import of 100,000 rows takes 150 MB more. */
const heapFlags = () => process.execArgv.filter((flag) => flag.startsWith('--max-semi-space-size='))

/** Runs Node on a file of ours to its end; signals reach it, and its end becomes ours. */
export function become(args, { watch = false } = {}) {
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
  const child = watch
    ? spawn(fittingNode(), ['--watch', '--watch-preserve-output', ...args], { cwd: root, env, stdio: 'inherit' })
    : spawn(fittingNode(), [...heapFlags(), '--import', endWithLauncher, ...args], {
        cwd: root, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => giveUp(`启动不了 ${child.spawnfile}：${error.message}。请删除 node_modules 目录后重新运行同一命令。`))
  child.once('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name)
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}
