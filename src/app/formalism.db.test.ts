import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyEndpoint } from '#base/contract.ts'
import { contracts } from '#app/modules.ts'
import { freshDatabase, once } from '../../test/cluster.ts'
import { offencesIn, otherwise, permitted, rules, wordsOfName, type Spoken } from '../../test/formalism.ts'

const root = join(import.meta.dirname, '..')

/** Every column that any migration left behind. */
async function columnsIn(url: string): Promise<Spoken[]> {
  const { rows } = await once(url, "select table_name || '.' || column_name as place, table_name || '_' || column_name as name, is_nullable = 'NO' as required from information_schema.columns where table_schema = 'public'")
  return rows as unknown as Spoken[]
}

interface Schema {
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  enum?: unknown[]
  [key: string]: unknown
}

/** Every field a schema names, however deep, with what is said of it. */
function fieldsIn(schema: unknown, place: string): Spoken[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => fieldsIn(one, place))
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {}, required = [], description = '', enum: values = [], ...rest } = schema as Schema
  const named = Object.entries(properties).flatMap(([name, inner]) => [{ place: `${place}.${name}`, name, required: required.includes(name) }, ...fieldsIn(inner, `${place}.${name}`)])
  const said = description === '' ? [] : [{ place, words: description }]
  const listed = values.filter((value) => typeof value === 'string').map((name) => ({ place, name, words: name }))
  return [...named, ...said, ...listed, ...Object.values(rest).flatMap((inner) => fieldsIn(inner, place))]
}

const spokenBy = (endpoint: AnyEndpoint): Spoken[] => [
  { place: endpoint.name, name: endpoint.name, words: endpoint.summary },
  ...(['input', 'output'] as const).flatMap((side) =>
    fieldsIn(z.toJSONSchema(endpoint[side], { io: side, unrepresentable: 'any' }), `${endpoint.name} ${side}`)
      // an answer may hold what it likes of pictures; asking for one is what is forbidden
      .map((one) => (side === 'output' ? { ...one, required: false } : one))),
]

/** Chinese text of every file that is shipped, comments left out. */
async function chineseIn(folder: string): Promise<Spoken[]> {
  const spoken: Spoken[] = []
  for await (const file of glob('**/*.{ts,tsx,sql}', { cwd: folder })) {
    if (file.includes('.test.')) continue
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    for (const [no, line] of lines.entries()) {
      const said = line.replace(/^\s*(\*|\/\*|\/\/|--).*$/, '').replace(/\s\/\/ .*$/, '')
      if (/\p{Script=Han}/u.test(said)) spoken.push({ place: `src/${file}:${no + 1}`, words: said.trim() })
    }
  }
  return spoken
}

let columns: Spoken[]
beforeAll(async () => {
  const database = await freshDatabase()
  columns = await columnsIn(database.superuserUrlForIt)
  await database.drop()
})

describe('no formalism (promise 5)', () => {
  test('no column keeps points, ranks, a study clock, a forced check-in or a required photo', () => {
    expect(offencesIn(columns)).toEqual([])
    expect(columns.length).toBeGreaterThan(250)
  })

  test('no endpoint asks for one or answers with one', () => {
    const spoken = contracts.flatMap(spokenBy)
    expect(offencesIn(spoken)).toEqual([])
    expect(spoken.length).toBeGreaterThan(1_000)
    expect(otherwise.filter(({ place }) => !spoken.some((one) => one.place === place))).toEqual([])
  })

  test('no Chinese sentence speaks of one, but to deny it', async () => {
    const spoken = await chineseIn(root)
    expect(offencesIn(spoken)).toEqual([])
    expect(spoken.length).toBeGreaterThan(2_000)
    expect(spoken.some(({ words }) => words?.includes('不排名'))).toBe(true)
  })

  test('no place is permitted today; each that comes names what it permits and why', () => {
    expect(permitted.filter(({ what, why }) => !rules.some((rule) => rule.what === what) || why === '')).toEqual([])
    expect(permitted).toEqual([])
  })
})

describe('the check itself', () => {
  const planted: [string, Spoken][] = [
    ['points', { place: 'people_persons.points', name: 'people_persons_points' }],
    ['points', { place: 'x', name: 'totalScore' }],
    ['points', { place: 'x', words: '本月积分' }],
    ['ranks', { place: 'organisations_stats.rank', name: 'organisations_stats_rank' }],
    ['ranks', { place: 'x', words: '各支部排名' }],
    ['a study clock', { place: 'learning_visits.study_seconds', name: 'learning_visits_study_seconds' }],
    ['a study clock', { place: 'x', name: 'watchDuration' }],
    ['a study clock', { place: 'x', words: '学习时长不足' }],
    ['forced check-in', { place: 'x', name: 'checkInAt' }],
    ['forced check-in', { place: 'x', words: '请签到打卡' }],
    ['forced check-in', { place: 'x', words: '强制参加' }],
    ['required photos', { place: 'x', name: 'minPhotos' }],
    ['required photos', { place: 'x', name: 'photo', required: true }],
    ['required photos', { place: 'x', words: '活动必须上传照片' }],
  ]

  test.each(planted)('finds %s in %o', (what, spoken) => {
    expect(offencesIn([spoken]).map((line) => line.split(':')[0])).toEqual([what])
  })

  test('finds a planted column and a planted field by the ways it looks', async () => {
    const database = await freshDatabase()
    await once(database.superuserUrlForIt, 'alter table people_persons add column study_seconds int')
    expect(offencesIn(await columnsIn(database.superuserUrlForIt))).toEqual(['a study clock: people_persons.study_seconds people_persons_study_seconds'])
    await database.drop()
    const input = z.strictObject({ rows: z.array(z.strictObject({ photo: z.string(), note: z.string().meta({ description: '按积分排' }) })), kind: z.enum(['ranking']) })
    const endpoint = { ...contracts[0]!, input }
    expect(offencesIn(spokenBy(endpoint)).map((line) => line.split(':')[0]).toSorted()).toEqual(['points', 'ranks', 'required photos'])
  })

  test('says nothing of what is lawful: a denial, a sheet to sign, an optional picture, an endpoint of another name', () => {
    const lawful: Spoken[] = [
      { place: 'x', words: '按组织树的顺序，不排名。' }, { place: 'x', words: '各人自愿，不强制。' }, { place: 'x', words: '打印签到表' },
      { place: 'x', name: 'photo' }, { place: 'x', name: 'endpoint' }, { place: 'x', name: 'checked' }, { place: 'x', name: 'checking' }, { place: 'x', name: 'grade' },
    ]
    expect(offencesIn(lawful)).toEqual([])
    expect(wordsOfName('studySeconds')).toBe('study_seconds')
  })

  test('lets a permitted place through, and that one alone', () => {
    const spoken: Spoken[] = [{ place: 'mentoring_pairs.points', name: 'mentoring_pairs_points' }, { place: 'people_persons.points', name: 'people_persons_points' }]
    expect(offencesIn(spoken, [{ what: 'points', place: 'mentoring_pairs.points', why: 'M24' }])).toEqual(['points: people_persons.points people_persons_points'])
  })
})
