import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { ownerRole, urlAs } from '#database/roles.ts'
import { checkBooks, checkWithin } from '#app/check.ts'
import { checkedWords, demandSound } from '#app/cli/check.ts'
import { checks } from '#app/modules.ts'
import { rename } from '#organisations/actions/changes.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { firstCode, openSample } from '#app/welcome.ts'
import { commit, csv, deskAt, upload } from '../../test/desk.ts'
import { openOffice } from '../../test/office.ts'
import { testPasswords } from '../../test/template.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
const check = () =>
  checkBooks({ ownerUrl: urlAs(world.superuserUrl, ownerRole, testPasswords.owner), keys: world.keys, dataDir: world.dataDir })
const wrongIn = async () => (await check()).findings.filter(({ faults }) => faults > 0).map(({ words }) => words)

beforeAll(async () => {
  world = await testWorld()
  await openSample(world, { code: await firstCode(world) }, { address: '127.0.0.1', agent: 'test' })
  const office = await openOffice(world)
  const branch = await office.found('party.branch', '核对支部', office.top)
  const renamed = await rename(world, office.doer, { act: newId(), id: branch, name: '核对第一支部', on: '2020-01-01' })
  expect(renamed.ok).toBe(true)
  const desk = await deskAt(world, office, rosters)
  const sheet = csv([['姓名', '性别', '人员类别'], ['核对甲', '男', '正式党员'], ['核对乙', '女', '正式党员']])
  const batch = await upload(desk, branch, { name: '名册.csv', bytes: sheet, kind: 'people.party-roster' })
  expect(await commit(desk, batch.public_id)).toMatchObject({ ok: true, value: { made: 2 } })
})
afterAll(() => world.end())

test('the sample world and an import fit together in every point', async () => {
  const checked = await check()
  expect(await wrongIn()).toEqual([])
  expect(checked.entries).toBeGreaterThan(3)
  expect(checked.references).toBeGreaterThan(10)
  expect(checkedWords(checked, true).join('\n')).toMatch(/相符.*有表决权人数[\s\S]*核对了 \d+ 项/)
  expect(() => demandSound(checked)).not.toThrow()
})

const last = '(select realm_id, id from ledger_entries order by recorded_at desc, id desc limit 1)'
const aPerson = '(select realm_id, id from people_persons where merged_into is null and batch_id is null order by id limit 1)'
const planted: [string, string, RegExp][] = [
  ['a leaf changed with its columns left', `update ledger_entries set body = body || '\\x20'::bytea where (realm_id, id) in ${last}`, /校验值/],
  ['a kind of act renamed', `update ledger_entries set kind = 'people.other' where (realm_id, id) in ${last}`, /校验值/],
  ['an act moved back in time', `update ledger_entries set recorded_at = recorded_at - interval '1 day' where (realm_id, id) in ${last}`, /校验值/],
  ['another seat named', `update ledger_entries set doer_seat = gen_random_uuid() where (realm_id, id) in ${last}`, /校验值/],
  ['a content replaced', `update ledger_secrets set payload = overlay(payload placing '\\x00'::bytea from 40) where (realm_id, entry_id) in ${last}`, /就是当时所记的/],
  ['an entry without its answer', `delete from ledger_answers where act_id in (select act_id from ledger_entries where (realm_id, id) in ${last})`, /留有答复/],
  ['an answer without an entry', `insert into ledger_answers select realm_id, gen_random_uuid(), account_id, digest, answer from ledger_answers limit 1`, /都记在台账里/],
  ['an entry that hangs nowhere', `delete from ledger_touches where (realm_id, entry_id) in ${last}`, /挂在/],
  ['a membership lost', `set local session_replication_role = replica; delete from people_memberships where (realm_id, person_id) in ${aPerson}`, /成员数/],
  ['a person lost', `set local session_replication_role = replica; delete from people_persons where (realm_id, id) in ${aPerson}`, /断开的引用/],
  ['numbers one too many', 'update organisations_stats set members = members + 1 where organisation_id = (select min(organisation_id) from organisations_stats)', /成员数/],
  ['a membership in another place', `update people_memberships set path = '1/' where (realm_id, person_id) in ${aPerson}`, /身份所在的组织都在/],
  ['a name changed in one place only', `update people_memberships set name = '别人' where (realm_id, person_id) in ${aPerson}`, /姓名就是本人/],
  ['a person seen from elsewhere', `update people_persons set paths = '{1/}' where (realm_id, id) in ${aPerson}`, /谁看得到/],
  ['an import taken for not written', "update exchange_batches set state = 'ready' where state = 'done'", /没提交的都没有|只导入一半/],
  ['an organisation hung elsewhere', "update organisations set path = 'zz/' || path where id = (select max(id) from organisations)", /路径之下/],
  ['an act recorded before the one it follows', `update ledger_entries e set recorded_at = recorded_at - interval '1 year' where revision > 1`, /不倒退/],
  ['rows of an import that is over', "update exchange_batches set state = 'cancelled' where state = 'done'", /没提交的都没有/],
  ['numbers of an organisation lost', 'delete from organisations_stats where organisation_id = (select max(id) from organisations)', /一行人数/],
  ['an organisation that owes nothing any more', 'delete from obligations_subjects where organisation_id = (select public_id from organisations where id = (select max(id) from organisations))', /应办事项里/],
  ['a unit that follows nobody', "update organisations_units set path = 'zz/' where id = (select min(id) from organisations_units)", /归口组织/],
  ['a seat in no organisation', "update access_seats set organisation_id = gen_random_uuid() where post <> 'system.administrator'", /岗位席位/],
  ['a post in another place', "update people_posts set path = 'zz/' where id = (select min(id) from people_posts)", /任职所在/],
  ['a status that nobody recorded', "update people_memberships set status = 'applicant' where line = 'party' and status = 'full'", /最近一次身份变化/],
  ['a status of a membership that is gone', 'update people_statuses set membership_id = 0 where id = (select min(id) from people_statuses)', /身份变化都属于/],
  ['an account of nobody', 'update access_accounts set person_id = gen_random_uuid() where id = (select min(id) from access_accounts)', /账号所属/],
  ['what could be undone of an import that was not made', "update exchange_batches set state = 'ready', commit_act = null where state = 'done'", /可撤销的内容|只导入一半/],
  ['a sheet kept of an import that failed', "insert into exchange_batches (realm_id, public_id, account_id, doer_name, organisation_id, organisation_name, path, file_name, size, state, made_at) select realm_id, gen_random_uuid(), 1, 'x', organisation_id, 'x', path, 'x', 1, 'failed', now() from exchange_batches limit 1; insert into exchange_rows (realm_id, batch_id, seq, path, sheet, row_no, verdict) select realm_id, max(id), 1, '1/', 0, 1, 'new' from exchange_batches group by 1", /没有留下整张表/],
  ['a region that the duties were not told', "update organisations set region = '990102' where id = (select max(id) from organisations)", /行政区划/],
  ['a name without its history', "update organisations set name = '改名' where id = (select max(id) from organisations)", /现行沿革/],
]
test.each(planted)('%s is found', async (_, plant, words) => {
  const client = new pg.Client({ connectionString: world.superuserUrl })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(plant)
    const { findings } = await checkWithin(client, { keys: world.keys, dataDir: null })
    expect(findings.filter(({ faults }) => faults > 0).map((one) => one.words).join('\n')).toMatch(words)
  } finally {
    // Ends the transaction with everything planted
    await client.end()
  }
})

test('every check that a module states is proved by a planted fault', () => {
  const unproved = checks.map(({ words }) => words).filter((words) => !planted.some(([, , wanted]) => wanted.test(words)))
  expect(unproved).toEqual([])
})

test('an upload that nobody waits for is found once it is old enough', async () => {
  const folder = join(world.dataDir, 'uploads')
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${newId()}.sealed`)
  await writeFile(file, 'x')
  expect(await wrongIn()).toEqual([])
  await utimes(file, 1_700_000_000, 1_700_000_000)
  expect(await wrongIn()).toEqual(['没有留着已经了结、或没有人要的上传文件'])
  await rm(file)
})
