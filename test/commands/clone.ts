import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..')
const git = (...args: string[]): string => execFileSync('git', ['-c', 'core.quotePath=false', ...args], { cwd: root, encoding: 'utf8' })
const listed = (...args: string[]): string[] => git('ls-files', '-z', ...args).split('\0').filter((name) => name !== '')

/**
 * What a newcomer gets, as it would be if everything here were committed: a clone of HEAD, then the working tree over it.
 * The path has Chinese letters and blanks, and others cannot enter it.
 */
export function freshClone(): { home: string; folder: string } {
  const home = mkdtempSync(join(tmpdir(), '同心 克隆-'))
  const folder = join(home, '新 项目')
  git('clone', '--quiet', '--no-hardlinks', root, folder)
  for (const name of listed('--deleted')) rmSync(join(folder, name), { force: true })
  for (const name of listed('--modified', '--others', '--exclude-standard')) {
    if (!existsSync(join(root, name))) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    copyFileSync(join(root, name), join(folder, name))
  }
  chmodSync(home, 0o700)
  lendPackages(folder)
  return { home, folder }
}

/**
 * The packages by hard links instead of an installation, which would take a minute and a network; that `npm start` installs
 * by itself into an empty folder is tried by hand before a release. The stamp goes, or writing it would write through the link.
 */
function lendPackages(folder: string): void {
  const [from, to] = [join(root, 'node_modules'), join(folder, 'node_modules')]
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    // The temporary folder lies on another disk
    rmSync(to, { recursive: true, force: true })
    execFileSync('cp', ['-a', from, to])
  }
  rmSync(join(to, '.tongxin.json'), { force: true })
}
