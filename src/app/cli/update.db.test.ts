import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { many } from '#base/sql.ts'
import { activate, signIn } from '#access/actions.ts'
import { readBackup } from '#database/backup/read.ts'
import { adoptKeys, keysIn, loadSecrets, portableKeys, type Secrets } from '#database/keys.ts'
import { ownerRole, urlAs } from '#database/roles.ts'
import { everywhere, within } from '#database/scope.ts'
import { CommandError } from '#app/cli/command.ts'
import { printSlip } from '#app/cli/slip.ts'
import { openDatabase } from '#app/server/database.ts'
import { settingsFrom, type Settings } from '#app/server/settings.ts'
import { firstCode, openOwn } from '#app/welcome.ts'
import { newId } from '#base/id.ts'
import { once } from '../../../test/cluster.ts'
import { testPasswords } from '../../../test/template.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let settings: Settings
let secrets: Secrets
const from = { address: '127.0.0.1', agent: 'test' }

beforeAll(async () => {
  world = await testWorld()
  const ownerUrl = urlAs(world.superuserUrl, ownerRole, testPasswords.owner)
  settings = settingsFrom({ DATA_DIR: world.dataDir, DATABASE_URL: ownerUrl, DATABASE_APP_URL: ownerUrl })
  secrets = { ...(await loadSecrets(world.dataDir)), keys: world.keys }
  const own = { administrator: '陈书记', login: 'chenshuji', password: '海棠花开在旧书桌旁 1949', kind: 'party.committee', organisation: '海棠镇党委' }
  await openOwn(world, { act: newId(), code: await firstCode(world), foundedOn: '2020-07-01', post: 'party.committee.secretary', ...own }, from)
})
afterAll(() => world.end())

const start = (change: Partial<Settings> = {}, other?: Secrets) => openDatabase({ ...settings, ...change }, other ?? secrets, () => undefined)
const backups = () => readdir(join(world.dataDir, 'backups')).catch(() => [])

test('a start that changes nothing makes no backup', async () => {
  await (await start()).stop()
  expect(await backups()).toEqual([])
})

test('before migrations change a database that holds data, a backup is made', async () => {
  await once(world.superuserUrl, "drop table regulations_settings; delete from migrations where room = 'kernel/3-regulations'")
  await (await start()).stop()
  const [made, ...others] = await backups()
  expect(others).toEqual([])
  expect(made).toMatch(/^before-update-\d{4}-\d\d-\d\d-\d{4}\.tar$/)
  const { head } = await readBackup({ file: join(world.dataDir, 'backups', made!) })
  expect(head.tables.map((table) => table.name)).toContain('people_persons')
  expect(head.tables.map((table) => table.name)).not.toContain('regulations_settings')
  expect((await once(world.superuserUrl, "select to_regclass('regulations_settings') as there")).rows[0]).toEqual({ there: 'regulations_settings' })
})

test('with keys that are not this database’s the server does not start, unless they are lost for good', async () => {
  const strange = await mkdtemp(join(tmpdir(), 'tongxin-keys-'))
  const other = await loadSecrets(strange)
  await expect(start({}, other)).rejects.toThrow(/不是这个数据库的.*放回这个位置/)
  await (await start({ KEYS_LOST: true }, other)).stop()
  await rm(strange, { recursive: true })
})

test('a slip printed on the console lets its holder set a new password, and stands in the ledger', async () => {
  const { code, account } = await printSlip(world, 'ChenShuJi')
  await activate(world, code, '换一句新的话更好记 2026', from)
  expect((await signIn(world, 'chenshuji', '换一句新的话更好记 2026', from)).name).toBe('陈书记')
  const entries = await within(world.db, everywhere(account.realm_id), (tx) =>
    many(tx, sql<object>`select ref_kind, ref_id, doer_name from ledger_entries where kind = 'access.slip'`),
  )
  expect(entries).toEqual([{ ref_kind: 'account', ref_id: account.public_id, doer_name: '服务器控制台' }])
})

test('a slip for nobody, or for a closed account, is refused with what to do', async () => {
  await expect(printSlip(world, 'nobody')).rejects.toThrow(CommandError)
  await once(world.superuserUrl, "update access_accounts set state = 'closed' where login = 'chenshuji'")
  await expect(printSlip(world, 'chenshuji')).rejects.toThrow(/已经停用/)
})

test('keys carried by a backup replace others, which are kept beside; the passwords here stay', async () => {
  const [here, there] = [await mkdtemp(join(tmpdir(), 'tongxin-keys-')), await mkdtemp(join(tmpdir(), 'tongxin-keys-'))]
  const [before, theirs] = [await loadSecrets(here), await loadSecrets(there)]
  const portable = await portableKeys(there)
  expect(portable).not.toContain(theirs.passwords.owner)
  const aside = await adoptKeys(here, portable)
  const after = await loadSecrets(here)
  expect(after.keys).toEqual(theirs.keys)
  expect(after.passwords).toEqual(before.passwords)
  expect(keysIn(await readFile(aside!, 'utf8'))).toEqual(before.keys)
  // Taken out of the backup by hand, without passwords
  await writeFile(join(here, 'keys.json'), portable)
  const byHand = await loadSecrets(here)
  expect(byHand.keys).toEqual(theirs.keys)
  expect((await loadSecrets(here)).passwords).toEqual(byHand.passwords)
  for (const folder of [here, there]) await rm(folder, { recursive: true })
})
