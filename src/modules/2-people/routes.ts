import { on, type Route } from '#base/http/serve.ts'
import { nextOf, readCursor } from '#base/cursor.ts'
import type { Db } from '#base/sql.ts'
import { looksAt, rememberOpening } from '#access/looks.ts'
import { accountsOf } from '#access/overview.ts'
import type { Actor } from '#access/actor.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import { presentEntries } from '#ledger/present.ts'
import { importOf } from '#exchange/actions/known.ts'
import { isLatin } from '#search/keys.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { closeAccountOf } from '#people/actions/account.ts'
import { invitePerson } from '#people/actions/invite.ts'
import { leave, setStatus } from '#people/actions/memberships.ts'
import { mergePersons } from '#people/actions/merge.ts'
import { beginPost, endPost } from '#people/actions/posts.ts'
import { changePerson, joinLine, registerPerson } from '#people/actions/register.ts'
import { unmask } from '#people/actions/unmask.ts'
import { committeeOwed } from '#people/committees.ts'
import * as contract from '#people/contract.ts'
import * as accountsContract from '#people/contract/accounts.ts'
import { exportRoster } from '#people/export.ts'
import { readOwn } from '#people/mirror/own.ts'
import { openingWords } from '#people/mirror/words.ts'
import { presentAccount, presentHolders, presentPerson, presentRows } from '#people/present.ts'
import { personUnder } from '#people/store/accounts.ts'
import { doublesIn } from '#people/store/doubles.ts'
import { membershipByPublicId, roster, type RosterFilter } from '#people/store/memberships.ts'
import { personByPublicId } from '#people/store/persons.ts'
import { postByPublicId } from '#people/store/posts.ts'

/** Where things of this module stand, for the gate. */
export const finders: Record<string, Finder> = {
  person: async (tx, actor, id) => (await personByPublicId(tx, actor.realm, id))?.paths ?? null,
  membership: async (tx, actor, id) => {
    const membership = await membershipByPublicId(tx, actor.realm, id)
    return membership && [membership.path]
  },
  post: async (tx, actor, id) => {
    const post = await postByPublicId(tx, actor.realm, id)
    return post && [post.path]
  },
}

/** The gate has found it and checked its reach. */
const organisationOf = async (tx: Db, actor: Actor, id: string) => (await organisationByPublicId(tx, actor.realm, id))!

function filterOf(input: { status?: string | undefined; q?: string | undefined; after?: string | undefined }): RosterFilter {
  const after = readCursor(input.after)
  const q = input.q && (isLatin(input.q) ? { key: input.q.toLowerCase().replace(/[^a-z]/g, '') } : { name: input.q })
  return { ...(input.status && { status: input.status }), ...(q && { q }), ...(after && { after }) }
}

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.list>(contract.list, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const where = await organisationOf(tx, actor, input.organisation)
      const rows = await roster(tx, where, input.below, actor.reach, filterOf(input), input.limit)
      const last = rows.at(-1)
      const next = nextOf(last && { key: last.name_key, id: last.membership_id }, rows.length, input.limit)
      return { rows: presentRows(rows), next }
    }),
  ),
  on<Caller, typeof contract.holders>(contract.holders, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const organisation = await organisationOf(tx, actor, input.organisation)
      return { posts: await presentHolders(tx, organisation), findings: await committeeOwed(tx, organisation, world.clock.today()) }
    }),
  ),
  on<Caller, typeof contract.read>(contract.read, async ({ world, actor, input }) => {
    const shown = await reading(world.db, actor, async (tx) => {
      const person = (await personByPublicId(tx, actor.realm, input.id))!
      return presentPerson(tx, person, actor.reach, world.clock.today())
    })
    await rememberOpening(world, actor, input.id, openingWords)
    return shown
  }),
  on<Caller, typeof contract.history>(contract.history, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const person = (await personByPublicId(tx, actor.realm, input.id))!
      const came = await importOf(tx, actor.realm, person.batch_id)
      return { entries: await presentEntries(tx, world, actor.realm, { kind: 'person', id: input.id }, ...came) }
    }),
  ),
  on<Caller, typeof contract.me>(contract.me, async ({ world, account, actor }) => {
    const personId = account?.personId
    if (!account || !personId) return { person: null }
    return reading(world.db, { realm: account.realm, reach: [''] }, async (tx) => {
      const person = await personByPublicId(tx, account.realm, personId)
      // without a post no organisation can be opened
      const reach = actor && actor.realm === account.realm ? actor.reach : []
      return { person: person && (await presentPerson(tx, person, reach, world.clock.today())) }
    })
  }),
  on<Caller, typeof contract.looks>(contract.looks, async ({ world, account }) => {
    const looks = await readOwn(world, account!, [], (tx, person, publicIds) => looksAt(tx, person.realm_id, publicIds))
    return { looks: looks.map(({ at, doer, detail }) => ({ at: at.toISOString(), doer, words: detail })) }
  }),
  on<Caller, typeof contract.doubles>(contract.doubles, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const pairs = await doublesIn(tx, await organisationOf(tx, actor, input.organisation), actor.reach)
      const presented = []
      for (const { why, rows } of pairs) {
        const [one, other] = presentRows(rows)
        presented.push({ why, one: one!, other: other! })
      }
      return { pairs: presented }
    }),
  ),
  on<Caller, typeof contract.register>(contract.register, ({ world, actor, input }) => registerPerson(world, actor, input)),
  on<Caller, typeof contract.change>(contract.change, ({ world, actor, input }) => changePerson(world, actor, input)),
  on<Caller, typeof contract.join>(contract.join, ({ world, actor, input }) => joinLine(world, actor, input)),
  on<Caller, typeof contract.setStatus>(contract.setStatus, ({ world, actor, input }) => setStatus(world, actor, input)),
  on<Caller, typeof contract.leave>(contract.leave, ({ world, actor, input }) => leave(world, actor, input)),
  on<Caller, typeof contract.beginPost>(contract.beginPost, ({ world, actor, input }) => beginPost(world, actor, input)),
  on<Caller, typeof contract.endPost>(contract.endPost, ({ world, actor, input }) => endPost(world, actor, input)),
  on<Caller, typeof contract.unmask>(contract.unmask, ({ world, actor, input }) => unmask(world, actor, input)),
  on<Caller, typeof contract.merge>(contract.merge, ({ world, actor, input }) => mergePersons(world, actor, input)),
  on<Caller, typeof contract.invite>(contract.invite, ({ world, actor, input }) => invitePerson(world, actor, input)),
  on<Caller, typeof accountsContract.closeAccount>(accountsContract.closeAccount, ({ world, actor, input }) => closeAccountOf(world, actor, input)),
  on<Caller, typeof accountsContract.accounts>(accountsContract.accounts, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const where = await organisationOf(tx, actor, input.organisation)
      const [after, { state, q, limit }] = [readCursor(input.after), input]
      const filter = { ...(state && { state }), ...(q && { q }), ...(after && { after }), now: world.clock.now(), limit }
      const rows = await accountsOf(tx, actor.realm, personUnder(actor.realm, where.path, actor.reach), filter)
      const last = rows.at(-1)
      return { rows: rows.map(presentAccount), next: nextOf(last && { key: last.login, id: last.id }, rows.length, limit) }
    }),
  ),
  on<Caller, typeof contract.exportRoster>(contract.exportRoster, ({ world, actor, input }) => exportRoster(world, actor, input)),
]
