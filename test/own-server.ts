import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Binaries } from '#database/embedded/binaries.ts'
import { throwAwayServer, type ThrowAway } from './throw-away.ts'

/**
 * "One's own PostgreSQL" of the tests, reached only by its address as DATABASE_URL would give it.
 * Choice: the newest PostgreSQL of the system's packages (Debian puts them in /usr/lib/postgresql/<major>/bin), because
 * it is another build and mostly another major version than ours. Where none is installed, a second embedded server:
 * then only the way is tested (an address instead of the starter), not another version. The test says which it was.
 */
export async function startOwnServer(): Promise<ThrowAway & { origin: string }> {
  const system = systemBinaries()
  const server = await throwAwayServer(system)
  return { ...server, origin: system ? `system package, PostgreSQL ${system.major}` : 'second embedded server' }
}

function systemBinaries(): Binaries | undefined {
  const found = globSync('/usr/lib/postgresql/*/bin/postgres')
  // Elsewhere (Red Hat and its kin) the program is in the search path
  if (existsSync('/usr/bin/postgres')) found.push('/usr/bin/postgres')
  const known = found.map((program) => ({ folder: dirname(program), major: majorOf(program) }))
  return known.filter(({ major }) => major >= 15 && major <= 18).sort((a, b) => b.major - a.major)[0]
}

const majorOf = (program: string): number =>
  Number(/ (\d+)/.exec(execFileSync(program, ['-V'], { encoding: 'utf8' }))?.[1] ?? 0)
