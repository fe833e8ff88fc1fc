import type { Powers } from '#access/actor.ts'
import { installationPosts, isPost, postByCode, type Post, type PostCode } from '#organisations/posts.ts'
import { kindOf, type KindCode } from '#organisations/kinds.ts'
import { permissions as exchange } from '#exchange/contract.ts'
import { permissions as notices } from '#notices/hooks/contract.ts'
import { permissions as indicators } from '#indicators/contract.ts'
import { permissions as regulations } from '#regulations/contract.ts'
import { permissionWords as regulationPermissionWords } from '#regulations/words.ts'
import { permissions as obligations } from '#obligations/contract.ts'
import { permissionWords as obligationPermissionWords } from '#obligations/words.ts'
import { permissions as organisations } from '#organisations/contract.ts'
import { permissions as people } from '#people/contract.ts'
import { manifest as organisationsModule } from '#organisations/module.ts'
import { manifest as peopleModule } from '#people/module.ts'
import { permissions as coverage } from '#coverage/contract.ts'
import { manifest as coverageModule } from '#coverage/module.ts'
import { permissions as dues } from '#dues/contract.ts'
import { manifest as duesModule } from '#dues/module.ts'
import { permissions as orgLife } from '#org-life/contract.ts'
import { manifest as orgLifeModule } from '#org-life/module.ts'
import { permissions as app } from '#app/contract.ts'
import { permissions as guards } from '#app/administration/contract.ts'
import { permissionWords as guardWords } from '#app/administration/words.ts'

/** The only place where posts meet permissions. A misspelt permission does not compile. */
const reading = [
  organisations.view, obligations.view, people.view, indicators.view, coverage.view, dues.view, orgLife.view, orgLife.export, app.worklist,
]

const branchWork = [
  ...reading,
  people.register,
  people.status,
  people.unmask,
  people.export,
  people.import,
  people.transfer,
  people.float,
  exchange.use,
  organisations.terms,
  organisations.export,
  coverage.export,
  orgLife.keep,
]

/** Runs a subtree: founds, changes, seats, invites. */
const committeeWork = [
  ...branchWork,
  people.posts,
  people.merge,
  people.invite,
  organisations.found,
  organisations.change,
  organisations.dissolve,
  organisations.link,
  organisations.units,
  coverage.decide,
  notices.hooks,
  orgLife.approve,
  obligations.waive,
  regulations.set,
]

/** A branch secretary also seats the own committee and prints slips for the own members. */
const branchHead = [
  ...branchWork, people.posts, people.invite, people.merge, organisations.units, coverage.decide, notices.hooks, orgLife.private, regulations.set,
]

/** The installation, never anybody's data. Disjoint: no permission is held by two of the three (三员, S-01). */
const ofInstallation: Record<keyof typeof installationPosts, readonly string[]> = {
  'system.administrator': [app.samples, app.realms, guards.state, guards.accounts, guards.propose, guards.agree, guards.emergency, notices.operate],
  'system.security': [guards.grant, guards.profile, guards.closures, guards.oversee],
  'system.audit': [guards.audit, guards.auditExport],
  // for an hour in the place of those who run the body: nothing that carries data away, no right that outlasts the hour
  'system.emergency': [...reading.filter((permission) => permission !== orgLife.export), people.register, people.status, organisations.terms, organisations.units, organisations.change],
  // the posts of the sample world show what the three would see, of the sample alone; they decide nothing
  'system.sample-administrator': [app.samples, app.realms],
  'system.sample-security': [app.lookAround],
  'system.sample-audit': [guards.audit, guards.auditExport],
  'system.sample-member': [],
}

const isInstallationPost = (code: PostCode): code is keyof typeof installationPosts => code in installationPosts

const isCommittee = (kind: KindCode): boolean => !kindOf(kind).holdsMembers && kindOf(kind).term !== null
const appointed: readonly KindCode[] = ['party.working-committee', 'league.working-committee', 'pioneers.working-committee']

/**
 * What people pay tells what they earn (field note 16): the secretary and the organiser of the body that collects, the
 * dues officer of a committee, and nobody else; not the committee's leaders. Whoever leads a committee, its office and the
 * auditors read the journal, which knows bodies and no people; 会计 and 出纳 write it, each what the other drew up.
 */
function duesWork({ code, kind, line, head, office, apart }: Post): readonly string[] {
  if (line !== 'party' && line !== 'league' && line !== 'union') return []
  const { holdsMembers, keepsAccount } = kindOf(kind!)
  if (apart) return [dues.books, dues.draw, ...(code.endsWith('.accountant') ? [dues.reconcile] : [])]
  const books = keepsAccount && (head || office || code.endsWith('.audit-member')) ? [dues.books] : []
  const publishes = (holdsMembers || keepsAccount) && (head || office || code.endsWith('.organisation-member'))
  const publish = publishes ? [dues.publish] : []
  return [...books, ...publish, ...duesOfPeople(code, head, holdsMembers)]
}

function duesOfPeople(code: PostCode, head: boolean, holdsMembers: boolean): readonly string[] {
  if (holdsMembers) return head || /\.(organisation-member|office-officer)$/.test(code) ? [dues.amounts, dues.collect] : []
  return /\.(organisation-officer|office-officer)$/.test(code) ? [dues.amounts, dues.collect, dues.answer] : []
}

const permissionsOf = (post: Post): readonly string[] =>
  post.kind === null || post.pupil || isInstallationPost(post.code) ? ownPermissionsOf(post) : [...ownPermissionsOf(post), ...duesWork(post)]

function ownPermissionsOf({ code, kind, head, office, apart, pupil }: Post): readonly string[] {
  if (isInstallationPost(code)) return ofInstallation[code]
  if (kind === null || pupil) return []
  if (apart) return reading
  const runsSubtree = isCommittee(kind) || appointed.includes(kind)
  if (head || office) return runsSubtree ? committeeWork : branchHead
  return worksWithMembers(code) ? branchWork : reading
}

/** Deputies and organisers keep the roster; other committee members read. */
const worksWithMembers = (code: PostCode): boolean => /\.(deputy-secretary|organisation-member|deputy-chair|counsellor|deputy-director)$/.test(code)

const cache = new Map<string, ReadonlySet<string>>()

export const powers: Powers = {
  permissionsOf(post) {
    const held = cache.get(post) ?? new Set(isPost(post) ? permissionsOf(postByCode(post)) : [])
    cache.set(post, held)
    return held
  },
  wordsOf: (post) => (isPost(post) ? postByCode(post).title : post),
  weightOf: (post) => (isPost(post) ? weightOf(postByCode(post)) : 'own'),
}

/** Who runs a subtree holds its powers over other bodies too; an administrator belongs to none. */
function weightOf({ kind, code }: Post): 'administrator' | 'committee' | 'own' {
  // the sample world's own administrator runs nothing real
  if (kind === null) return code.startsWith('system.sample') ? 'own' : 'administrator'
  return powers.permissionsOf(code).has(organisations.found) ? 'committee' : 'own'
}


const manifests = [organisationsModule, peopleModule, coverageModule, duesModule, orgLifeModule]
const ownWords: Record<string, string> = {
  [exchange.use]: '导入',
  [indicators.view]: '查看数字指标',
  [notices.hooks]: '登记群通知',
  [notices.operate]: '查看发信设置、发测试邮件',
  [app.worklist]: '工作清单',
  [app.samples]: '恢复或删除示例世界',
  [app.realms]: '建立新的管理单元',
  [app.lookAround]: '看把关的情况（示例）',
  ...guardWords,
  ...regulationPermissionWords,
  ...obligationPermissionWords,
}

/** A permission in words, for the printed table and the API's description. */
export const permissionWords = (permission: string): string =>
  ownWords[permission] ?? manifests.map((one) => one.permissions[permission]).find((words) => words !== undefined) ?? permission
