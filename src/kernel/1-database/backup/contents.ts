import type { Keys } from '#base/seal.ts'
import { canonical, keyedHash, place, seal, sha256, unseal } from '#base/seal.ts'

/** A backup file is a tar: `backup.json`, `tables/NAME.copy.gz.00001` …, perhaps `keys.json`, and last `summary.json`. */
export const format = 1
export const headName = 'backup.json'
export const summaryName = 'summary.json'
export const keysName = 'keys.json'
/** `cat tables/NAME.copy.gz.* | gunzip` is what `COPY NAME TO STDOUT` wrote */
export const partName = (table: string, part: number): string => `tables/${table}.copy.gz.${String(part).padStart(5, '0')}`
export const tableOfPart = (name: string): string | null => /^tables\/(.+)\.copy\.gz\.\d{5,}$/.exec(name)?.[1] ?? null

export interface TableShape {
  name: string
  columns: string[]
}

export interface AppliedMigration {
  room: string
  name: string
  hash: string
}

/** What a ledger audit found; made by the ledger, carried and compared here. */
export interface Audit {
  entries: number
  digest: string
  faults: number
}

/** First entry: what it takes to restore. */
export interface Head {
  format: number
  app: string
  postgres: string
  madeAt: string
  tables: TableShape[]
  migrations: AppliedMigration[]
  keys: KeyMark
}

export interface Measure {
  rows: number
  /** of the COPY text before compression */
  sha256: string
}

/** Last entry: what must come out again. */
export interface Summary {
  tables: Record<string, Measure>
  sequences: { name: string; value: string; called: boolean }[]
  audit: Audit
  /** of every byte of the file before this entry */
  sha256: string
}

/** The summary as it is written. */
export interface SealedSummary extends Summary {
  /** SHA-256 of the summary itself */
  sum: string
  /** the same under the key of the installation: who has no key cannot make it anew */
  stamp: string
}

export const sumOf = ({ tables, sequences, audit, sha256: digest }: Summary): string =>
  sha256(canonical({ tables, sequences, audit, sha256: digest })).toString('hex')

/** Tells whether a key file fits without holding a key: a sealed word per key, and a keyed hash. */
export interface KeyMark {
  sealed: Record<string, string>
  hash: string
}

const word = '同心备份'

export function markOf(keys: Keys): KeyMark {
  const ids = Object.keys(keys.byId)
  const sealedBy = (id: string) => seal({ ...keys, current: id }, place('backup', 'mark', id), word).toString('base64')
  return { sealed: Object.fromEntries(ids.map((id) => [id, sealedBy(id)])), hash: stampOf(keys, word) }
}

export const stampOf = (keys: Keys, text: string): string => keyedHash(keys, 'backup', text).toString('base64')

/** Whether these keys open everything that was sealed with the keys of the mark. */
export function fits(keys: Keys, mark: KeyMark): boolean {
  const opens = ([id, sealed]: [string, string]) => {
    try {
      return unseal(keys, place('backup', 'mark', id), Buffer.from(sealed, 'base64')) === word
    } catch {
      return false
    }
  }
  return stampOf(keys, word) === mark.hash && Object.entries(mark.sealed).every(opens)
}
