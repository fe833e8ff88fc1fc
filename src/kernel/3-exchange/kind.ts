import type { Facts } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import type { Ref } from '#ledger/act.ts'
import type { RowReading, SheetKind } from '#exchange/columns.ts'

/**
 * What a module hands over so that its sheets can be imported. The exchange reads, guesses, shows, repairs, remembers
 * and undoes; the module knows what a row means and writes it. The roof joins the two.
 */
export interface ImportKind extends SheetKind {
  /** the module's own permission, asked beside `exchange.use` */
  permission: string
  /** the column that names an organisation, if there is one */
  placeField: string | null
  /** rows may name other rows of the same sheet: a superior and its subordinates. Judged once more when all are there */
  refersToRows?: true
  /** what the sentences call one row: 人, 个组织 */
  unit: string
  /** the organisation imported into, or null where this kind of sheet does not fit it */
  target(tx: Db, realm: number, publicId: string): Promise<Target | null>
  /** everything a batch's rows are judged by, loaded once */
  open(tx: Db, setting: Setting): Promise<Judge>
  /** sentences of the faults that the judge finds, beside those of the values */
  faultWords: Readonly<Record<string, (facts: Facts) => string>>
  /** organisations by row id, as they stand now; those that are no more are missing */
  organisations(tx: Db, realm: number, ids: number[]): Promise<Body[]>
  /** writes a checked batch; runs inside the act's transaction */
  commit(tx: Db, work: Commit): Promise<Deed>
  /** takes a committed batch back; throws a refusal when something was built on it */
  undo(tx: Db, work: Undo): Promise<{ touches: Ref[] }>
}

export interface Body {
  id: number
  publicId: string
  name: string
  /** public id of the superior */
  parent: string | null
}

export interface Target {
  publicId: string
  name: string
  path: string
  /** whether a row that names no organisation belongs to the target itself */
  takesRows: boolean
}

export interface Setting {
  world: World
  actor: Actor
  target: Target
  today: Day
  /** for a kind that `refersToRows`: the values of the rows known so far */
  named: readonly Record<string, unknown>[]
}

// Judging -------------------------------------------------------------------------------------------------------------

export interface RowFault {
  field: string
  code: string
  proposal?: string
  facts?: Facts
}

/** Who or what a row speaks about, as far as the sheet tells. */
export interface Identity {
  /** where a double is marked */
  field: string
  /** a number that only one can have */
  strong: string | null
  /** what doubles share: rows with equal `alike` are compared by `isSame` */
  alike: string
  more: Record<string, string | null>
}

export interface Judged {
  values: Record<string, unknown>
  faults: RowFault[]
  identity: Identity | null
  /** name as written in the sheet; null where the cell is blank */
  placeText: string | null
}

/** What a name of an organisation stands for. */
export interface PlaceFinding {
  organisation: { id: number; publicId: string; name: string } | null
  how: 'exact' | 'normalised' | 'several' | 'near' | 'none'
  proposals: { publicId: string; name: string; score: number }[]
  /** why the organisation found cannot take rows */
  fault: string | null
  /** what would be founded under that name */
  founding: Founding | null
}

export interface Founding {
  kind: string
  kindWords: string
  name: string
  /** public id */
  parent: string
  parentName: string
}

/** Where a row belongs: an organisation that stands, or one to be founded. */
export type Place = { organisationId: number; founding: null } | { organisationId: null; founding: Founding }

export interface RowToMatch {
  values: Record<string, unknown>
  place: Place | null
}

export interface Difference {
  field: string
  held: string | null
  sheet: string | null
}

export interface Match {
  verdict: 'new' | 'same' | 'change' | 'conflict'
  /** row id and version of the thing held */
  subject: number | null
  version: number | null
  /** for `change` and `conflict`; a conflict is where `held` is not null */
  differences: Difference[]
  faults: RowFault[]
}

export interface Judge {
  /** Makes ready to look up names, in small bites; without it the first `findPlace` does so at one stretch */
  prepare?(breath: { readonly due: boolean; take(): Promise<void> }): Promise<void>
  /** A row across its fields: completes the values, finds what does not fit together. Pure. */
  judge(reading: RowReading, sheet: string): Judged
  isSame(one: Identity, other: Identity): boolean
  findPlace(text: string): PlaceFinding
  /** The organisation a person chose for a name; null when it is not to be had under the target */
  place(publicId: string): PlaceFinding['organisation']
  /** Whether an organisation can be founded so; answers it completed, or in one sentence why not */
  foundable(founding: { kind: string; name: string; parent: string }): { founding: Founding } | { why: string }
  /** What is held already, for about a thousand rows at once; one answer per row, in order */
  match(tx: Db, rows: readonly RowToMatch[]): Promise<Match[]>
}

// Writing -------------------------------------------------------------------------------------------------------------

export interface RowToCommit extends RowToMatch {
  row: number
  verdict: 'new' | 'change' | 'conflict'
  subject: number | null
  version: number | null
  /** for a conflict: the sheet's values win */
  take: boolean
}

export interface Change {
  /** `person`, `membership`, `seat` … */
  what: string
  ref: string
  /** what stood there before */
  before: unknown
}

interface Work extends Setting {
  batch: { id: number; publicId: string }
  actId: string
  /** lets other requests through; throws when the import was stopped */
  breathe(): Promise<void>
}

export interface Commit extends Work {
  /** the rows to write, about a thousand at a time */
  rows(): AsyncIterable<RowToCommit[]>
  /** the organisations to found, superiors first */
  foundings: Founding[]
  remember(changes: Change[]): Promise<void>
  progress(rows: number): void
}

export interface Deed {
  made: number
  changed: number
  founded: number
  touches: Ref[]
}

export interface Undo extends Work {
  /** what `remember` kept, the last first */
  changes(what: string): Promise<Change[]>
  /** which of some things a later act concerned: it builds on the import. Acts of `ignoring` change nothing */
  touchedLater(kind: string, publicIds: string[], ignoring?: string[]): Promise<string[]>
}
