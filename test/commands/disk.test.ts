import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesLeft, importsLeft, noSmallDisk, onSmallDisk, registerShop, shopsRead, uploadOf, writeWhileFull, type SmallDisk } from '../faults/disk.ts'

/* Disks of a few hundred megabytes, mounted where only the server sees them: needs Linux and the right to mount. */

const MiB = 1024 * 1024
const why = noSmallDisk()
if (why) console.warn(`SKIPPED, not tried here: ${why}`)

let disk: SmallDisk
beforeAll(async () => {
  if (!why) disk = await onSmallDisk({ data: 400, uploads: 4, reserve: 64 })
}, 120_000)
afterAll(() => disk?.stop())

const full = { status: 503, body: { code: 'server.disk-full', detail: expect.stringContaining('磁盘已满') as string } }
const taken = (name: string) => expect.poll(() => registerShop(disk.desk, name), { timeout: 20_000, interval: 200 }).toMatchObject({ status: 200 })

test.skipIf(why)('with only the reserve left nothing is taken in, everything can be read, and room made is noticed', async () => {
  await taken('还有地方时登记的店')
  disk.fill(60 * MiB)
  await expect.poll(() => registerShop(disk.desk, '满的时候登记的店'), { timeout: 10_000, interval: 200 }).toMatchObject(full)
  expect(await uploadOf(disk.desk, 1000)).toMatchObject(full)
  expect(await shopsRead(disk.desk)).toMatchObject({ status: 200 })
  expect((await fetch(`${await address()}/readyz`)).status).toBe(200)
  disk.free()
  await taken('腾出以后登记的店')
}, 120_000)

test.skipIf(why)('an upload for which there is no room is refused so, leaves no piece of a file, and others go on', async () => {
  for (let n = 0; n < 8; n++) await uploadOf(disk.desk, 0.8 * MiB)
  expect(await uploadOf(disk.desk, 0.8 * MiB)).toMatchObject(full)
  await taken('上传盘满时登记的店')
  // Plain copies, for which there was no room either, went with their reading
  await expect.poll(async () => (await importsLeft(disk.desk)).filter((state) => state === 'reading' || state === 'checking'), { timeout: 60_000 }).toEqual([])
  expect(filesLeft(disk).filter((name) => !name.endsWith('.sealed'))).toEqual([])
  expect(filesLeft(disk)).toHaveLength((await importsLeft(disk.desk)).length)
}, 180_000)

test.skipIf(why)('not one byte left, under every kind of writing: PostgreSQL ends, comes back by itself, and nothing is lost', async () => {
  const bare = await onSmallDisk({ data: 400, uploads: 40, reserve: 0 })
  try {
    const found = await writeWhileFull(bare, 10)
    console.info(JSON.stringify(found))
    expect(found).toMatchObject({ lost: [], unresolved: [], wrong: [], oracle: [] })
    const odd = Object.keys(found.heard).filter((heard) => !/^(503 server\.(disk-full|database-away)|409 \S+)$/.test(heard))
    expect(odd).toEqual([])
    expect(found.heard['503 server.disk-full']).toBeGreaterThan(0)
    // The control: it was really full, to the worst
    expect(found.panics).toBeGreaterThan(0)
    expect(found.backSeconds).toBeLessThan(60)
    expect(bare.said()).toMatch(/数据库停了.*[\s\S]*数据库已恢复/)
    expect(await bare.stop(), 'the database ends with the server').toBe(true)
  } finally {
    await bare.stop()
  }
}, 400_000)

const address = async (): Promise<string> => /http:\/\/[^\s/#]+/.exec(disk.said())![0]
