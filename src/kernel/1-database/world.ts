import type { Clock } from '#base/clock.ts'
import type { Tell } from '#base/event.ts'
import type { Keys } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'

export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Everything an action may reach beyond its arguments. */
export interface World {
  /** the app role's pool; use it through `within` */
  db: Db
  clock: Clock
  keys: Keys
  log: Log
  /** tells what happened to the modules above that follow it, inside the act's transaction */
  tell: Tell
  /** a ledger entry's kind and content in words, from the manifests of all modules */
  actWords(kind: string, payload: Record<string, unknown>): string
  /** uploads wait here until they are read */
  dataDir: string
  /** what may leave this machine, as the operator configured it; absent: nothing */
  outward?: Outward
}

export interface Outward {
  /** where people open the application: every link in what leaves begins with it; null: no link is given */
  publicUrl: string | null
  smtp: Smtp | null
  /** `host` or `host:port` of robots inside the own network, which may be called in spite of their private address, also over http */
  privateHosts: readonly string[]
}

export interface Smtp {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  password: string | null
  from: string
  /** certificates of the own authority (PEM), trusted beside the public ones */
  authority?: string
}
