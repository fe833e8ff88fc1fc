import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import { administratorPosts, type AdministratorPost, type Holder } from '#access/administrators/posts.ts'
import type { Profile } from '#access/profile.ts'

const posts = [...administratorPosts]

export interface AdministratorRow extends Holder {
  seatId: string
  login: string
  name: string
  state: 'invited' | 'active'
  since: string
  /** who confirmed the grant; null: nobody did */
  confirmedBy: string | null
}

/** Who holds an administrator's seat today, in order of posts; the sample world has none. */
export const administratorsOn = (db: Db, today: string): Promise<AdministratorRow[]> =>
  many(
    db,
    sql<AdministratorRow>`select s.public_id as "seatId", a.id as "accountId", a.login, a.name, a.state, a.state = 'active' as active, s.post,
        s.starts as since, g.answerer as "confirmedBy",
        exists (select from access_seats o join realms r on r.id = o.realm_id join access_accounts h on h.id = o.account_id
          where (h.id = a.id or h.identity = a.identity) and h.state <> 'closed' and r.kind <> 'sample' and o.post not like 'system.%'
            and (o.ends is null or o.ends > ${today})) as busy
      from access_seats s join access_accounts a on a.id = s.account_id join realms r on r.id = s.realm_id
      left join access_proposals g on g.seat_id = s.public_id and g.kind = 'seat' and g.outcome = 'confirmed'
      where s.post = any(${posts}::text[]) and r.kind <> 'sample' and a.state <> 'closed' and s.starts <= ${today} and (s.ends is null or s.ends > ${today})
      order by array_position(${posts}::text[], s.post), s.id`,
  )

/** What an account, or another of its owner's, holds that may not be held beside a post. */
export const clashWith = async (tx: Db, accountId: number, post: AdministratorPost, today: string): Promise<string | null> =>
  (
    await maybe(
      tx,
      sql<{ post: string }>`select t.post from access_seats t join access_accounts a on a.id = t.account_id join realms r on r.id = t.realm_id
        where (a.id = ${accountId} or a.identity = (select identity from access_accounts where id = ${accountId}))
          and a.state <> 'closed' and r.kind <> 'sample' and (t.ends is null or t.ends > ${today})
          and access_posts_apart(t.post, ${post}, (select apart from access_installation)) limit 1`,
    )
  )?.post ?? null

/** The other accounts of an account's owner, where that is known. */
export const accountsOfSame = async (db: Db, accountId: number): Promise<number[]> =>
  (
    await many(
      db,
      sql<{ id: number }>`select b.id from access_accounts a join access_accounts b on b.identity = a.identity and b.id <> a.id where a.id = ${accountId}`,
    )
  ).map(({ id }) => id)

export const identityOf = async (db: Db, accountId: number): Promise<Buffer | null> =>
  (await maybe(db, sql<{ identity: Buffer | null }>`select identity from access_accounts where id = ${accountId}`))?.identity ?? null

export type ProposalKind = 'seat' | 'unseat' | 'lower' | 'emergency'

export interface Proposal {
  id: number
  public_id: string
  kind: ProposalKind
  account_id: number | null
  login: string | null
  name: string | null
  post: string | null
  seat_id: string | null
  profile: Profile | null
  realm_id: number | null
  organisation_id: string | null
  organisation_name: string | null
  reason: string
  proposed_by: number
  proposer: string
  proposed_at: Date
  expires_at: Date
  outcome: 'confirmed' | 'alone' | 'declined' | 'withdrawn' | null
  answerer: string | null
  answered_at: Date | null
}

const columns = sql.raw(`p.id, p.public_id, p.kind, p.account_id, a.login, a.name, p.post, p.seat_id, p.profile, p.realm_id, p.organisation_id,
  p.organisation_name, p.reason, p.proposed_by, p.proposer, p.proposed_at, p.expires_at, p.outcome, p.answerer, p.answered_at`)
const source = sql.raw('access_proposals p left join access_accounts a on a.id = p.account_id')

export interface NewProposal {
  kind: ProposalKind
  accountId?: number
  post?: string
  seatId?: string
  profile?: Profile
  place?: { realm: number; organisationId: string; organisationName: string }
  reason: string
  by: { accountId: number; words: string }
  at: Date
  expires: Date
}

export async function insertProposal(tx: Db, made: NewProposal): Promise<string> {
  const publicId = newId()
  const { place } = made
  await run(
    tx,
    sql`insert into access_proposals (public_id, kind, account_id, post, seat_id, profile, realm_id, organisation_id, organisation_name, reason,
        proposed_by, proposer, proposed_at, expires_at)
      values (${publicId}, ${made.kind}, ${made.accountId ?? null}, ${made.post ?? null}, ${made.seatId ?? null}, ${made.profile ?? null},
        ${place?.realm ?? null}, ${place?.organisationId ?? null}, ${place?.organisationName ?? null}, ${made.reason},
        ${made.by.accountId}, ${made.by.words}, ${made.at}, ${made.expires})`,
  )
  return publicId
}

export const proposalByPublicId = (db: Db, publicId: string): Promise<Proposal | null> =>
  maybe(db, sql<Proposal>`select ${columns} from ${source} where p.public_id = ${publicId}`)

/** Locked: of two answers at once the second finds it answered. */
export const proposalForAnswer = (tx: Db, publicId: string): Promise<Proposal | null> =>
  maybe(tx, sql<Proposal>`select ${columns} from ${source} where p.public_id = ${publicId} for update of p`)

export const saveAnswer = (
  tx: Db, id: number, outcome: NonNullable<Proposal['outcome']>, by: { accountId: number; words: string }, now: Date,
): Promise<number> =>
  run(
    tx,
    sql`update access_proposals set outcome = ${outcome}, answered_by = ${by.accountId}, answerer = ${by.words}, answered_at = ${now} where id = ${id}`,
  )

export const saveSeatOf = (tx: Db, id: number, seatId: string): Promise<number> =>
  run(tx, sql`update access_proposals set seat_id = ${seatId} where id = ${id}`)

/** What waits for a second person. */
export const openProposals = (db: Db, now: Date): Promise<Proposal[]> =>
  many(db, sql<Proposal>`select ${columns} from ${source} where p.outcome is null and p.expires_at > ${now} order by p.id`)

/** What was answered, withdrawn or left to expire lately. */
export const pastProposals = (db: Db, now: Date, limit: number): Promise<Proposal[]> =>
  many(
    db,
    sql<Proposal>`select ${columns} from ${source} where p.outcome is not null or p.expires_at <= ${now} order by p.id desc limit ${limit}`,
  )
