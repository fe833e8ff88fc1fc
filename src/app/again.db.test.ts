import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { many } from '#base/sql.ts'
import { newId } from '#base/id.ts'
import type { Actor } from '#access/actor.ts'
import { everywhere, within } from '#database/scope.ts'
import { exchangeOf } from '#exchange/exchange.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { exportRoster } from '#people/export.ts'
import { everything, rowsOf, upload } from '../../test/desk.ts'
import { bytesOf } from '../../test/make-files.ts'
import { sampleWorld } from '../../test/sample.ts'
import type { TestWorld } from '../../test/world.ts'

/* A file that goes out and comes in again says what is held, to the last field (peers.md, pain 5). */

let world: TestWorld
let desk: Desk
let roots: { public_id: string; line: string; name: string }[]

beforeAll(async () => {
  const sample = await sampleWorld()
  const { realm } = sample
  world = sample.world
  const actor = { ...everywhere(realm), accountId: 1, name: '王芳', postWords: '测试', seatId: newId(), permissions: new Set(everything) } as unknown as Actor
  desk = { exchange: exchangeOf(rosters), world, actor }
  roots = await within(world.db, everywhere(realm), (tx) =>
    many(tx, sql<(typeof roots)[number]>`select o.public_id, o.line, o.name from organisations o where o.realm_id = ${realm} and o.parent_id is null and exists (
      select from people_memberships m where m.realm_id = o.realm_id and m.path >= o.path and m.path < o.path || '~')`))
})
afterAll(() => world.end())

test.each(['party', 'league', 'union', 'pioneers'] as const)('every roster of the sample world that goes out for re-import changes nothing (%s)', async (line) => {
  const own = roots.filter((root) => root.line === line)
  expect(own.length).toBeGreaterThan(0)
  for (const root of own.slice(0, 3)) {
    const wish = { act: newId(), organisation: root.public_id, below: true, columns: 'again' as const, reason: '核对', format: 'xlsx' as const }
    const { name, body } = await exportRoster(world, desk.actor, wish)
    const batch = await upload(desk, root.public_id, { name, bytes: await bytesOf(body as Readable) })
    const odd = (await rowsOf(desk, batch.public_id)).filter((row) => row.verdict !== 'same')
    expect(odd.map((row) => [row.row, row.verdict, row.cells.flatMap((cell) => cell.fault?.code ?? []), row.differences])).toEqual([])
    expect(batch).toMatchObject({ state: 'ready', counts: { fault: 0, conflict: 0, change: 0, new: 0, skip: 0 } })
    expect(batch.counts.same).toBeGreaterThan(0)
  }
})
