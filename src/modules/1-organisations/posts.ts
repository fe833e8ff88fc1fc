import { isKind, kindCodes, kinds, type KindCode, type Line } from '#organisations/kinds.ts'

interface Role {
  words: string
  /** the one who answers for the body: chairs, signs, speaks last */
  head?: true
  max?: number
  /** staff of the committee's office: appointed, works for the organisation department or the office, has no vote */
  office?: true
  /** keeps a body's money (会计、出纳): appointed, has no vote; the two are never one person */
  apart?: 'accountant' | 'cashier'
  /** held by an adult in a body of children */
  adult?: true
  /** held by a pupil: no account, the guardian sees it */
  pupil?: true
}

export type RoleCode = (typeof kinds)[KindCode]['posts'][number]

/** Every role that a kind names; one missing or misspelt does not compile. */
export const roles: Record<RoleCode, Role> = {
  secretary: { words: '书记', head: true, max: 1 },
  'deputy-secretary': { words: '副书记' },
  'standing-member': { words: '常委' },
  'committee-member': { words: '委员' },
  'organisation-member': { words: '组织委员', max: 1 },
  'publicity-member': { words: '宣传委员', max: 1 },
  'discipline-member': { words: '纪检委员', max: 1 },
  'group-member': { words: '成员' },
  leader: { words: '组长', head: true, max: 1 },
  'deputy-leader': { words: '副组长' },
  convener: { words: '召集人', head: true, max: 1 },
  chair: { words: '主席', head: true, max: 1 },
  'deputy-chair': { words: '副主席' },
  'audit-member': { words: '经审委员' },
  'women-member': { words: '女工委员', max: 1 },
  director: { words: '主任', head: true, max: 1 },
  'deputy-director': { words: '副主任' },
  // Head of brigade, company and squad; in a working committee the director is the head (see `posts`).
  counsellor: { words: '辅导员', head: true, adult: true },
  'pupil-leader': { words: '队长', max: 1, pupil: true },
  'pupil-deputy': { words: '副队长', pupil: true },
  'pupil-member': { words: '队委', pupil: true },
  'organisation-officer': { words: '组织干事', office: true },
  'office-officer': { words: '办公室干事', office: true },
  accountant: { words: '会计', office: true, apart: 'cashier' },
  cashier: { words: '出纳', office: true, apart: 'accountant' },
}

/** Posts of the installation, not of a body: the three administrators are kept apart (三员); the others stand in for them. */
export const installationPosts = {
  'system.administrator': '系统管理员',
  'system.security': '安全管理员',
  'system.audit': '审计管理员',
  'system.emergency': '应急授权',
  'system.sample-administrator': '系统管理员（示例）',
  'system.sample-security': '安全管理员（示例）',
  'system.sample-audit': '审计管理员（示例）',
  'system.sample-member': '普通成员（示例）',
} as const

export type PostCode =
  | { [K in KindCode]: `${K}.${(typeof kinds)[K]['posts'][number]}` }[KindCode]
  | keyof typeof installationPosts

export interface Post {
  code: PostCode
  /** null: a post of the installation, not of a body */
  kind: KindCode | null
  line: Line | null
  /** 书记 */
  words: string
  /** 党支部书记 */
  title: string
  head: boolean
  /** how many may hold it at once; undefined: no limit in the rules */
  max?: number
  office: boolean
  /** the post its holder may not hold in the same body */
  apart: PostCode | null
  adult: boolean
  pupil: boolean
}

const installation = Object.entries(installationPosts).map(([code, words]): Post => ({
  code: code as keyof typeof installationPosts, kind: null, line: null, words, title: words, head: false, office: false, apart: null, adult: false, pupil: false,
}))

export const posts: readonly Post[] = [
  ...kindCodes.flatMap((kind) => kinds[kind].posts.map((role, index) => postOf(kind, role, index))),
  ...installation,
]

const byCode = new Map(posts.map((post) => [post.code as string, post]))

export const isPost = (code: string): code is PostCode => byCode.has(code)
export const postByCode = (code: PostCode): Post => byCode.get(code)!
export const postsOf = (kind: KindCode): Post[] => posts.filter((post) => post.kind === kind)
export const headOf = (kind: KindCode): Post => postsOf(kind).find((post) => post.head)!

/** 党支部书记 from 党支部 and 书记; 大队长, not 大队队长. */
export function titleOf(short: string, words: string): string {
  const doubled = words.length === 2 && words.endsWith('长') && short.endsWith(words[0]!)
  return doubled ? short + words[1] : short + words
}

function postOf(kind: KindCode, role: RoleCode, index: number): Post {
  const { words, head, max, office, apart, adult, pupil } = roles[role]
  return {
    code: `${kind}.${role}` as PostCode, kind, line: kinds[kind].line, words, title: titleOf(kinds[kind].short, words),
    head: head === true && index === 0, ...(max !== undefined && { max }),
    office: office === true, apart: apart ? (`${kind}.${apart}` as PostCode) : null, adult: adult === true, pupil: pupil === true,
  }
}

/** The post's kind, read from its code; null for a post of the installation. */
export function kindOfPost(code: PostCode): KindCode | null {
  const kind = code.slice(0, code.lastIndexOf('.'))
  return isKind(kind) ? kind : null
}
