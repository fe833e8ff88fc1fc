import { spawn } from 'node:child_process'
import type { OsUser } from './os-user.ts'

/** Nothing of ours leaks into PostgreSQL: neither PG* variables nor secrets. Its messages stay English. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  ...(process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP } : {}),
})

/** uid and gid of spawn: no su, no sudo, and the supplementary groups of root are dropped too. */
export const identity = (user: OsUser | undefined): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {}

export interface Outcome {
  ok: boolean
  output: string
}

/** Runs a program to its end. Never throws: a program that cannot be started is an outcome too. */
export function runAs(user: OsUser | undefined, program: string, args: string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = ''
    // spawn throws at once (instead of emitting 'error') when a path holds a zero byte or uid is refused
    try {
      const child = spawn(program, args, {
        cwd, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...identity(user),
      })
      child.stdout.on('data', (part: Buffer) => (output += part.toString()))
      child.stderr.on('data', (part: Buffer) => (output += part.toString()))
      child.once('error', (error) => resolve({ ok: false, output: error.message }))
      child.once('close', (code) => resolve({ ok: code === 0, output }))
    } catch (error) {
      resolve({ ok: false, output: (error as Error).message })
    }
  })
}
