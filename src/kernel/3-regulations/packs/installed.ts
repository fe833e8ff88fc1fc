import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { day } from '#base/contract.ts'
import { builtIn, national } from '#regulations/packs/national.ts'
import { forgetVersions, units, type Regulation } from '#regulations/rules.ts'

/**
 * Rule packs that an operator puts into `regulations/` of the data folder: JSON files that add rules, or end and replace
 * held ones (same id, first day and scope). They are read at the start, in the order of their names, after the built-in
 * pack; one that is malformed is refused as a whole, with a sentence, and nothing of it holds.
 */
const text = z.string().trim().min(1).max(400)
const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, '编号须由小写字母、数字、连字符和点组成'),
  value: z.number().min(0),
  unit: z.enum(units),
  comparator: z.enum(['>=', '>', '<=', '<', '=']),
  base: text,
  force: z.enum(['must', 'generally']),
  says: text,
  article: text,
  source: text,
  grade: z.enum(['A', 'B', 'C', 'D', 'M']),
  every: z.enum(['month', 'quarter', 'half-year', 'year', 'school-term']).optional(),
  share: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
  from: day,
  to: day.optional(),
  dated: z.enum(['month', 'year']).optional(),
  scope: z.strictObject({
    line: text.optional(), kinds: z.array(text).optional(), flags: z.array(text).optional(), unless: z.array(text).optional(),
    sectors: z.array(text).optional(), regions: z.array(z.string().regex(/^\d{2,12}$/)).optional(),
    members: z.strictObject({ from: z.int().min(0), to: z.int().min(0).optional() }).optional(),
    amount: z.strictObject({ from: z.int().min(0), to: z.int().min(0).optional() }).optional(),
  }),
  choices: z.array(z.number()).optional(),
  obliges: z.literal(true).optional(),
  waiver: z.literal('superior').optional(),
  note: text.optional(),
})
const pack = z.strictObject({ version: text, title: text, rules: z.array(rule).min(1).max(5000) })
export type Pack = z.output<typeof pack>

export interface Installed {
  /** the file; null: built in */
  file: string | null
  version: string
  title: string
  /** first twelve digits of its SHA-256 */
  hash: string
  rules: number
}
export interface RefusedPack {
  file: string
  why: string
}

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 12)
const own: Installed = { file: null, version: national.version, title: '随程序附带的全国规定', hash: hashOf(JSON.stringify(builtIn)), rules: builtIn.length }
const held = { packs: [own] as readonly Installed[], refused: [] as readonly RefusedPack[] }

/** What this process works by, for the page that shows it. */
export const installedPacks = (): { packs: Installed[]; refused: RefusedPack[] } => ({ packs: [...held.packs], refused: [...held.refused] })

const keyOf = ({ id, from, scope }: Regulation): string => JSON.stringify([id, from, Object.entries(scope).sort()])

/** The rules with a pack laid over them; a sentence where it does not fit. */
export function withPack(rules: readonly Regulation[], content: string): { rules: readonly Regulation[]; pack: Pack } | { why: string } {
  const parsed = pack.safeParse(jsonOf(content))
  if (!parsed.success) return { why: faultOf(parsed.error) }
  const given = parsed.data.rules as Regulation[]
  const wrong = given.find((one) => one.to !== undefined && one.to <= one.from)
  if (wrong) return { why: `“${wrong.id}”的失效日期不在生效日期之后` }
  const mixed = given.find((one) => one.every !== undefined && one.scope.members !== undefined)
  if (mixed) return { why: `“${mixed.id}”既按期办又按人数适用，无法汇总，请改用组织的种类或形式来限定` }
  const keys = new Set(given.map(keyOf))
  if (keys.size < given.length) return { why: '同一条规定（编号、生效日期、适用范围都相同）写了两次' }
  return { rules: [...rules.filter((one) => !keys.has(keyOf(one))), ...given], pack: parsed.data }
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    return undefined
  }
}

function faultOf(error: z.ZodError): string {
  const [first] = error.issues
  const at = first!.path.length === 0 ? '整个文件' : first!.path.map((part) => (typeof part === 'number' ? `第 ${part + 1} 条` : String(part))).join(' ')
  return `${at}不合格式（${first!.message}）`
}

/** Reads the packs of a data folder; from then on all rules of this process are theirs. Answers what was refused. */
export async function installPacks(dataDir: string): Promise<readonly RefusedPack[]> {
  const folder = join(dataDir, 'regulations')
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort()
  let rules = builtIn
  const [packs, refused]: [Installed[], RefusedPack[]] = [[own], []]
  for (const file of files) {
    const content = await readFile(join(folder, file), 'utf8')
    const read = withPack(rules, content)
    if ('why' in read) refused.push({ file, why: read.why })
    else {
      rules = read.rules
      packs.push({ file, version: read.pack.version, title: read.pack.title, hash: hashOf(content), rules: read.pack.rules.length })
    }
  }
  // in place: whoever holds the list holds the new one
  const list = national.rules as Regulation[]
  list.splice(0, list.length, ...rules)
  forgetVersions(list)
  Object.assign(held, { packs, refused })
  return refused
}
