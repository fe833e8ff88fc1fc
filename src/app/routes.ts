import { writeXlsx } from 'hucre/xlsx'
import { on, type Download, type Route } from '#base/http/serve.ts'
import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { Caller } from '#access/gate.ts'
import { hasAdministrator } from '#access/accounts.ts'
import { reading } from '#database/scope.ts'
import { formats } from '#exchange/write/sheet.ts'
import type { Work } from '#kernel/manifest.ts'
import * as contract from '#app/contract.ts'
import { removeSample, resetSample, sampleCounts, sampleRealm } from '#app/sample-loader.ts'
import { practiceRoster } from '#app/samples/practice.ts'
import { openOwn, openRealm, openSample } from '#app/welcome.ts'

export type WorkProvider = (tx: Db, actor: Actor, today: Day) => Promise<Work[]>

export const routesOf = (providers: readonly WorkProvider[]): Route<Caller>[] => [
  on<Caller, typeof contract.workList>(contract.workList, ({ world, actor }) =>
    reading(world.db, actor, async (tx) => {
      const items: Work[] = []
      for (const provider of providers) items.push(...(await provider(tx, actor, world.clock.today())))
      return { items }
    }),
  ),
  on<Caller, typeof contract.openSample>(contract.openSample, async ({ world, input, from, session }) => {
    const { token, name } = await openSample(world, input, from)
    session.set(token)
    return { name }
  }),
  on<Caller, typeof contract.openOwn>(contract.openOwn, async ({ world, input, from, session }) => {
    const { token, name, organisation } = await openOwn(world, input, from)
    session.set(token)
    return { name, organisation }
  }),
  on<Caller, typeof contract.startOwn>(contract.startOwn, async ({ world, input }) => {
    const { name, organisation } = await openRealm(world, input)
    return { name, organisation }
  }),
  on<Caller, typeof contract.sampleState>(contract.sampleState, async ({ world }) => ({
    present: (await sampleRealm(world)) !== null,
    removable: await hasAdministrator(world.db),
    ...(await sampleCounts(world)),
  })),
  on<Caller, typeof contract.resetSample>(contract.resetSample, ({ world }) => resetSample(world)),
  on<Caller, typeof contract.removeSample>(contract.removeSample, async ({ world }) => {
    await removeSample(world)
    return {}
  }),
  on<Caller, typeof contract.practiceFile>(contract.practiceFile, ({ world }) => practiceOf(world.clock.today())),
]

/** Made once a day: it is the same for everybody, and nobody is served while it is made. */
let practice: { day: Day; file: Promise<Download> } | null = null

function practiceOf(day: Day): Promise<Download> {
  if (practice?.day !== day) practice = { day, file: madePractice(day) }
  return practice.file
}

async function madePractice(day: Day): Promise<Download> {
  const { fileName, sheetName, cells } = practiceRoster(day)
  const body = Buffer.from(await writeXlsx({ sheets: [{ name: sheetName, rows: cells }] }))
  return { name: fileName, type: formats.xlsx.type, body }
}
