import type { Day } from '#base/day.ts'
import type { KindCode, Line } from '#organisations/kinds.ts'
import type { PostCode } from '#organisations/posts.ts'
import type { Sector, UnitKind } from '#organisations/unit-kinds.ts'
import type { Sex } from '#app/samples/names.ts'

/** The sample world as plain data: keys point to keys; whoever loads it plays it through the actions. */
export interface SampleWorld {
  today: Day
  /** a parent stands before its children */
  organisations: SampleOrganisation[]
  links: SampleLink[]
  units: SampleUnit[]
  persons: SamplePerson[]
  accounts: SampleAccount[]
  planted: Planted
}

export interface SampleOrganisation {
  key: string
  kind: KindCode
  name: string
  /** 隶属; null at the top of a line and for bodies outside the district */
  parent: string | null
  founded: Day
  /** the units it stands in; several for a joint branch */
  units: string[]
  joint: boolean
  temporary: boolean
  /** 学生团支部 */
  student: boolean
  /** of a village or community: a party branch there has 5 years where others have 3 */
  village: boolean
  /** null where nobody was elected yet or the body has no term */
  termStarted: Day | null
  termYears: number | null
}

export interface SampleLink {
  from: string
  to: string
  /** 带/领导 · 业务指导 (or the locality's relation to a body of another system) */
  kind: 'leads' | 'guides'
  since: Day
}

export interface SampleUnit {
  key: string
  name: string
  /** 统一社会信用代码 */
  code: string
  kind: UnitKind
  sector: Sector
  /** 两新组织, as the sector says */
  twoNew: boolean
  /** 行业, in words */
  trade: string
  /** null: not known yet, which is a finding of its own */
  staff: number | null
  /** under 35 */
  young: number | null
  migrant: number | null
  /** who work there, wherever they stand */
  fullMembers: number | null
  leagueMembers: number | null
  women: number | null
  /** the party organisation that answers for building organisations there */
  responsible: string
}

/** codes of `#people/statuses.ts` */
export type PartyStatus = 'applicant' | 'activist' | 'candidate' | 'probationary' | 'full' | 'suspended'
export type Status = PartyStatus | 'member' | 'retained'

export interface SamplePerson {
  key: string
  name: string
  sex: Sex
  born: Day
  idNumber: string
  nation: string
  education: string
  /** 人员类别 in the wide sense: 教师, 学生, 企业职工 …; the form's 正式党员/预备党员 follows from the status */
  category: string
  /** 工作岗位 */
  job: string
  phone: string | null
  address: string
  /** where the person works or learns */
  unit: string | null
  /** for those under 14, who have no account */
  guardian: SampleGuardian | null
  /** 失去联系 since */
  lost: Day | null
  /** 流动 since, and where to */
  floating: { since: Day, to: string } | null
  memberships: SampleMembership[]
  posts: SamplePost[]
}

export interface SampleGuardian {
  name: string
  relation: '父亲' | '母亲' | '祖父' | '祖母'
  phone: string
}

export interface SampleMembership {
  organisation: string
  /** never 'women': that line has posts and no individual members (kinds.ts) */
  line: Line
  status: Status
  /** first day of the present status */
  since: Day
  /** earlier statuses, oldest first */
  history: { status: Status, since: Day }[]
  /** the day the membership came to this organisation; never before its founding */
  arrived: Day
}

/** The days of the forms: 入党（入团、入会、入队）日期 and 转正日期; null for who is still on the way. */
export function formDays({ line, status, since, history }: SampleMembership): { joined: Day | null, full: Day | null } {
  const steps = [...history, { status, since }]
  const on = (wanted: Status): Day | null => steps.find((step) => step.status === wanted)?.since ?? null
  return line === 'party' ? { joined: on('probationary'), full: on('full') } : { joined: on('member'), full: null }
}

export interface SamplePost {
  organisation: string
  post: PostCode
  since: Day
  until: Day | null
}

/** Someone to look around as. */
export interface SampleAccount {
  login: string
  person: string
  /** what the button on the welcome page says */
  title: string
  /** the post to begin with; null for a member without a post and for the system administrator */
  post: { organisation: string, post: PostCode } | null
  administrator: boolean
}

/** What a good registry must find by itself: keys of organisations, units and persons. */
export interface Planted {
  /** ≥ 3 团员, a party organisation, no League organisation: 应建未建, first in the list */
  leagueDueBesideParty: string[]
  /** ≥ 3 团员, neither party nor League organisation */
  leagueDue: string[]
  /** 1–2 团员, no League organisation: 联建 */
  leagueJoint: string[]
  /** young people, not one 团员 */
  youngWithoutMembers: string[]
  /** staff, young or migrant not known */
  factsMissing: string[]
  /** ≥ 3 full party members work there, no party organisation */
  partyDue: string[]
  /** ≥ 25 union members work there, no union committee of their own */
  unionDue: string[]
  belowThree: string[]
  aboveFifty: string[]
  /** ≥ 7 full members, no committee elected */
  committeeMissing: string[]
  /** the term ends within 60 days */
  termsEnding: string[]
  termsOverdue: string[]
  /** branches whose roster nobody has entered: the practice file fills them */
  rosterMissing: string[]
  /** probation ends within 30 days */
  probationEnding: string[]
  /** probation ended more than a month ago and nobody decided */
  probationOverdue: string[]
  /** 28 within 60 days, no League post */
  leavingLeague: string[]
  /** already 28, no League post, still on the list */
  leagueOverAge: string[]
  lost: string[]
  floating: string[]
  /** the person with the most posts */
  manyPosts: string
  /** two people of one name in one branch */
  sameName: [string, string]
}
