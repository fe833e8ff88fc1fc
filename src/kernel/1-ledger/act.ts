import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal, allow, refuse, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { canonical, place, seal, sha256 } from '#base/seal.ts'
import { maybe, one, run, type Db } from '#base/sql.ts'
import { beyondReach, within, type Scope } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { recordedAt } from '#ledger/recorded.ts'

/** Who acts, and as which post. */
export interface Doer extends Scope {
  accountId: number
  name: string
  /** the post acted as, in words: 第一党支部 书记 */
  postWords: string
  /** public id of the seat */
  seatId: string
}

export interface Ref {
  kind: string
  id: string
}

/** What the client asks: `id` is its own uuidv7, `input` all it sent, `on` the day it happened if that is not today. */
export interface Act {
  id: string
  kind: string
  input: unknown
  on?: Day
}

/** What an act leaves behind: the answer to the client, and the ledger entry's subject and content. */
export interface Deed<T> {
  answer: T
  ref: Ref
  /** where in the tree the entry belongs: whoever reaches this path may read it */
  path: string
  payload: unknown
  touches?: Ref[]
}

export type LedgerRefusal = 'ledger.act-reused' | 'ledger.at-the-same-time' | 'ledger.changed-meanwhile' | 'ledger.in-the-future'

/** How often an act is tried when somebody else wrote the same thing a moment before. */
const tries = 3

/**
 * Performs one act in one transaction: the change, its ledger entry and the answer kept for a retry.
 * A retry with the same id and body gets the first answer; with another body it is refused. A refusal rolls back all.
 * `work` may run again: what it writes outside the transaction must bear that.
 */
export async function perform<T>(world: World, doer: Doer, act: Act, work: (tx: Db) => Promise<Deed<T>>): Promise<Decision<T>> {
  const digest = sha256(canonical([act.kind, act.input]))
  if (act.on && act.on > world.clock.today()) return refuse('ledger.in-the-future', { day: act.on })
  for (let left = tries; ; left--) {
    try {
      // a retry that overtakes the first try would see what that one wrote as somebody else's, and be refused for it
      const turn = `act ${doer.realm} ${act.id}`
      return allow(await within(world.db, doer, (tx) => performOnce(tx, world, doer, act, digest, work), turn))
    } catch (error) {
      if (error instanceof Refusal) return error.refused
      if (!isClash(error)) throw error
      const first = await firstAnswer<T>(world, doer, act, digest)
      if (first) return first
      // What the other wrote is visible now: on the next try the rules can say what stands against it.
      if (left === 1) return lostRace(error)
    }
  }
}

function lostRace(error: unknown): Decision<never> {
  if (!isOfLedger(error)) throw error
  return refuse('ledger.at-the-same-time')
}

async function performOnce<T>(tx: Db, world: World, doer: Doer, act: Act, digest: Buffer, work: (tx: Db) => Promise<Deed<T>>) {
  const held = await heldAnswer<T>(tx, doer, act, digest)
  if (held) return held.answer
  const deed = await work(tx)
  await record(tx, world, doer, act, deed)
  await run(
    tx,
    sql`insert into ledger_answers (realm_id, act_id, account_id, digest, answer)
      values (${doer.realm}, ${act.id}, ${doer.accountId}, ${digest}, ${JSON.stringify(deed.answer)})`,
  )
  return deed.answer
}

async function heldAnswer<T>(tx: Db, doer: Doer, act: Act, digest: Buffer): Promise<{ answer: T } | null> {
  const held = await maybe(
    tx,
    sql<{ digest: Buffer; answer: T; account_id: number }>`select digest, answer, account_id from ledger_answers
      where realm_id = ${doer.realm} and act_id = ${act.id}`,
  )
  if (held && (held.account_id !== doer.accountId || !held.digest.equals(digest))) throw new Refusal(refuse('ledger.act-reused'))
  return held
}

/** Two requests with one id at once: the loser of the race waits for the winner's commit and gives its answer. */
async function firstAnswer<T>(world: World, doer: Doer, act: Act, digest: Buffer): Promise<Decision<T> | null> {
  try {
    const held = await within(world.db, doer, (tx) => heldAnswer<T>(tx, doer, act, digest))
    return held && allow(held.answer)
  } catch (error) {
    if (error instanceof Refusal) return error.refused
    throw error
  }
}

interface Clash {
  code?: string
  constraint?: string
  message?: string
}

/** A unique key that somebody else took, a deadlock, or a serialization failure. */
const isClash = (error: unknown): boolean => ['23505', '40001', '40P01'].includes((error as Clash).code ?? '')

const clashes = ['ledger_answers_pkey', 'ledger_entries_act_key', 'ledger_entries_revision_key']
/** Citus adds a shard number to the name and leaves `constraint` empty, so the message is read too. */
function isOfLedger(error: unknown): boolean {
  const { code, constraint, message } = error as Clash
  return code !== '23505' || clashes.some((name) => constraint === name || message?.includes(name))
}

async function record<T>(tx: Db, world: World, doer: Doer, act: Act, deed: Deed<T>): Promise<void> {
  const { realm } = doer
  const { ref } = deed
  const [payload, salt] = [canonical(deed.payload), randomBytes(32)]
  const commitment = createHmac('sha256', salt).update(payload).digest('hex')
  // A thing may stand, or have its history, where the doer does not reach: a person in two organisations, a body just led.
  const entry = await beyondReach(tx, () => insertEntry(tx, world, doer, act, deed, commitment))
  const sealed = seal(world.keys, secretPlace(act.id), payload)
  await run(tx, sql`insert into ledger_secrets (realm_id, entry_id, salt, payload) values (${realm}, ${entry.id}, ${salt}, ${sealed})`)
  await run(tx, sql`insert into ledger_queue (realm_id, entry_id) values (${realm}, ${entry.id})`)
  const touched = [ref, ...(deed.touches ?? [])]
  await run(
    tx,
    sql`insert into ledger_touches (realm_id, ref_kind, ref_id, entry_id)
      select ${realm}, kind, id, ${entry.id}
      from unnest(${touched.map((one) => one.kind)}::text[], ${touched.map((one) => one.id)}::uuid[]) as t(kind, id)
      on conflict do nothing`,
  )
}

async function insertEntry<T>(tx: Db, world: World, doer: Doer, act: Act, deed: Deed<T>, commitment: string): Promise<{ id: number }> {
  const { ref } = deed
  // Two acts on one thing follow each other from here to the commit, so that each gets its own revision.
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`${doer.realm} ${ref.kind} ${ref.id}`}, 0))`)
  const last = await lastOf(tx, doer.realm, ref)
  const revision = (last?.revision ?? 0) + 1
  const { at, clock } = recordedAt(world.clock.now(), last?.latest ?? null)
  if (clock) world.log.warn({ clock: clock.toISOString(), recorded: at.toISOString() }, 'the clock runs behind the ledger')
  const body = leafBody(act.kind, ref, revision, at, doer.seatId, commitment, last?.leaf_hash ?? null)
  return one(
    tx,
    sql<{ id: number }>`insert into ledger_entries (realm_id, act_id, kind, ref_kind, ref_id, revision, occurred_on,
        recorded_at, clock_at, account_id, doer_name, doer_post, doer_seat, path, body, leaf_hash)
      values (${doer.realm}, ${act.id}, ${act.kind}, ${ref.kind}, ${ref.id}, ${revision}, ${act.on ?? world.clock.today()},
        ${at}, ${clock}, ${doer.accountId}, ${doer.name}, ${doer.postWords}, ${doer.seatId}, ${deed.path}, ${body}, ${leafHash(body)})
      returning id`,
  )
}

/** The last entry of a thing, and the latest instant recorded in its realm; null while the realm has no entry. */
const lastOf = (tx: Db, realm: number, ref: Ref) =>
  maybe(
    tx,
    sql<{ revision: number | null; leaf_hash: Buffer | null; latest: Date }>`select e.revision, e.leaf_hash, l.latest
      from (select recorded_at as latest from ledger_entries where realm_id = ${realm} order by recorded_at desc limit 1) l
      left join lateral (select revision, leaf_hash from ledger_entries
        where realm_id = ${realm} and ref_kind = ${ref.kind} and ref_id = ${ref.id} order by revision desc limit 1) e on true`,
  )

/** Where an act's sealed payload opens */
export const secretPlace = (actId: string): string => place('ledger_secrets', 'payload', actId)

/** The leaf of security.md §3: canonical JSON, no names and no numbers of persons. */
function leafBody(kind: string, ref: Ref, revision: number, at: Date, actor: string, commitment: string, previous: Buffer | null): Buffer {
  const reference = `${ref.kind}:${ref.id}`
  return Buffer.from(canonical(['v1', kind, reference, revision, at.toISOString(), actor, commitment, previous?.toString('hex') ?? null]))
}

/** RFC 6962 leaf: SHA-256(0x00 ‖ body) */
export const leafHash = (body: Buffer): Buffer => sha256(Buffer.concat([Buffer.from([0]), body]))
