/** `npm run print` writes what the system permits, owes and offers; `--check` demands that the files are fresh. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openApiOf } from '#base/http/openapi.ts'
import { migrationsOf } from '#database/migrate.ts'
import { kindCodes, kindOf } from '#organisations/kinds.ts'
import { posts } from '#organisations/posts.ts'
import { national } from '#regulations/packs/national.ts'
import { sentenceOf } from '#regulations/words.ts'
import { classWords, masks, purposes, retentions } from '#kernel/dictionary.ts'
import { dictionary } from '#app/dictionary.ts'
import { contracts, duties, manifests } from '#app/modules.ts'
import { permissionWords, powers } from '#app/powers.ts'

const root = join(import.meta.dirname, '..')
const note = '<!-- 由 npm run print 生成，请勿手改 -->'

const table = (header: string[], rows: string[][]): string =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')

/** Every post with the permissions it holds and how far they reach. */
function permissionTable(): string {
  const held = posts.filter((post) => powers.permissionsOf(post.code).size > 0)
  const groups = new Map<string, string[]>()
  for (const post of held) {
    const key = [...powers.permissionsOf(post.code)].sort().join(' ')
    groups.set(key, [...(groups.get(key) ?? []), `${post.kind ? kindOf(post.kind).words : '本系统'} ${post.words}`])
  }
  const sections = [...groups].map(([permissions, titles]) => {
    const rows = permissions.split(' ').map((permission) => [permissionWords(permission), `\`${permission}\``])
    return `## ${titles.join('、')}\n\n${table(['权限', '代号'], rows)}`
  })
  const reach = '职务的范围：本组织和全部下级，以及它们带（领导）的组织和这些组织的下级（党→团→队）。三员没有业务范围；应急授权的范围是开启它的那个组织，一小时。'
  return `# 职务与权限\n\n${note}\n\n${reach}\n\n没有列出的职务（如队委）没有权限；党员、团员、会员本人只看自己的一页。\n\n${sections.join('\n\n')}\n`
}

function endpointTable(): string {
  const rows = contracts.map((endpoint) => {
    const { guard } = endpoint
    const who = 'open' in guard ? `开放：${guard.open}` : 'self' in guard ? `本人：${guard.self}` : permissionWords(guard.permission)
    const over = 'permission' in guard ? Object.entries(guard.over).map(([field, kind]) => `${field}（${kind}）`).join('、') : ''
    return [`\`${endpoint.method} ${endpoint.path}\``, endpoint.summary, who, over]
  })
  return `# 接口与守卫\n\n${note}\n\n守卫在处理之前检查：来源、会话、职务、权限、所指的东西是否在范围内。\n\n${table(['接口', '做什么', '谁可以', '必须在范围内的'], rows)}\n`
}

async function houseMap(): Promise<string> {
  const rooms = async (part: string) => (await readdir(join(root, 'src', part), { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
  const kernel = (await rooms('kernel')).map((room) => `- \`src/kernel/${room}\``).join('\n')
  const modules = manifests.map((one) => `- \`${one.name}\` ${one.words}：用到 ${one.uses.join('、') || '（无）'}；权限 ${Object.keys(one.permissions).length} 项，行为 ${Object.keys(one.acts).length} 种`).join('\n')
  const kinds = table(['组织', '条线', '可设在', '直接有成员', '任期规定'], kindCodes.map((code) => {
    const kind = kindOf(code)
    const under = kind.under.map((one) => (one === 'root' ? '（系统外上级）' : kindOf(one as typeof code).words)).join('、')
    return [kind.words, kind.line, under, kind.holdsMembers ? '是' : '', kind.term ?? '']
  }))
  return `# 房子的地图\n\n${note}\n\n数字小的在下面，只许向下引用。\n\n## 内核\n\n${kernel}\n\n## 模块\n\n${modules}\n\n## 组织的种类\n\n${kinds}\n`
}

/** Every life cycle as the code holds it. */
function stateTables(): string {
  const tables = manifests.flatMap((module) => (module.states ?? []).map((machine) => {
    const rows = machine.steps.map(({ from, act, by, to }) => {
      return [from === null ? '（新立）' : machine.states[from]!, machine.acts[act]!, machine.doers[by]!, machine.states[to]!]
    })
    return `## ${module.words}：${machine.words}\n\n${table(['现在', '办理', '由谁', '之后'], rows)}`
  }))
  return `# 状态与流转\n\n${note}\n\n表里没有的一步不能办；每一步都是一条台账。\n\n${tables.join('\n\n')}\n`
}

const clearedWords = { none: '尚无自动清理', act: '办理时清理' }

/** Every column of every table: what it is, what for, how long, how covered. */
function dataDictionary(): string {
  const tables = Object.entries(dictionary).map(([name, { words, about, columns }]) => {
    const rows = Object.entries(columns).map(([column, one]) => [
      `\`${column}\``, one.words, classWords[one.class], purposes[one.purpose].words, retentions[one.retention].words, masks[one.mask],
    ])
    const tied = about ? `每一行属于一个人（\`${about[1]}\`），本人在“我的数据”里看得到。\n\n` : ''
    return `## ${words} \`${name}\`\n\n${tied}${table(['列', '内容', '类别', '用途', '保存多久', '怎样遮盖'], rows)}`
  })
  const kept = table(['保存期', '谁来清理'], Object.values(retentions).map(({ words, cleared }) => [words, clearedWords[cleared]]))
  const why = table(['用途', '为什么', '依据'], Object.values(purposes).map((one) => [one.words, one.why, one.basis]))
  return `# 数据字典\n\n${note}\n\n数据库的每一列：类别、用途、保存多久、怎样遮盖。写在各房间的 \`dictionary.ts\` 里，多一列少一列测试都不通过。\n\n${why}\n\n${kept}\n\n${tables.join('\n\n')}\n`
}

/** What organisations owe again and again, by which rule, and the act that settles it. */
function obligationTable(): string {
  const rows = duties.flatMap((duty) => national.rules.filter(({ id }) => id === duty.rule).map((rule) =>
    [duty.words, `\`${duty.id}\``, sentenceOf(rule), rule.article, rule.grade, rule.to ? `${rule.from}—${rule.to}` : rule.from]))
  const note2 = '应办的事由规定推算，不另存；办成、免办和组织的情况才存。由各模块的 `module.ts` 报上来。'
  return `# 应办的事\n\n${note}\n\n${note2}\n\n${table(['事项', '代号', '规定', '依据', '等级', '起止'], rows)}\n`
}

const schema = async () => (await migrationsOf()).map((one) => `-- ${one.room}/${one.name}\n${one.sql.trim()}\n`).join('\n')

async function printed(): Promise<Record<string, string>> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    'docs/permissions.md': permissionTable(),
    'docs/endpoints.md': endpointTable(),
    'docs/map.md': await houseMap(),
    'docs/states.md': stateTables(),
    'docs/obligations.md': obligationTable(),
    'docs/data.md': dataDictionary(),
    'docs/schema.sql': `-- 由 npm run print 生成，请勿手改\n\n${await schema()}`,
    'docs/openapi.json': `${JSON.stringify(openApiOf(contracts, version, permissionWords), null, 1)}\n`,
  }
}

const check = process.argv.includes('--check')
const stale: string[] = []
await mkdir(join(root, 'docs'), { recursive: true })
for (const [file, content] of Object.entries(await printed())) {
  const held = await readFile(join(root, file), 'utf8').catch(() => '')
  if (held === content) continue
  stale.push(file)
  if (!check) await writeFile(join(root, file), content)
}
if (check && stale.length > 0) {
  process.stderr.write(`这些文件已过时：${stale.join('、')}。请运行 npm run print 后一起提交。\n`)
  process.exit(1)
}
process.stdout.write(check ? '打印的文件都是新的。\n' : `已写出：${stale.join('、') || '没有变化'}\n`)
