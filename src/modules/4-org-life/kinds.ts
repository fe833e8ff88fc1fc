import type { RuleId } from '#regulations/packs/national.ts'

/** Who must attend: all members, the branch committee, or the members of one group. */
export type Attending = 'members' | 'committee' | 'group'

export interface MeetingKind {
  words: string
  line: 'party' | 'league'
  attending: Attending
  /** the regulation that tells how often it is owed; null: nothing asks for it periodically */
  rule: RuleId | null
  /** how many must be there; null: no text says */
  quorum: RuleId | null
  /** what passes a decision; null: this meeting decides nothing by vote */
  majority: RuleId | null
  /** an oath is sworn: the title of its text */
  oath?: string
}

/** 三会一课 and what goes with it. A code is stored with every meeting, so it never changes. */
export const meetingKinds = {
  'members-meeting': {
    words: '支部党员大会', line: 'party', attending: 'members', rule: 'party.branch.members-meeting',
    quorum: 'party.branch.members-meeting.quorum', majority: 'party.branch.members-meeting.majority',
  },
  'committee-meeting': {
    words: '支委会', line: 'party', attending: 'committee', rule: 'party.branch.committee-meeting',
    quorum: 'party.branch.committee-meeting.quorum', majority: 'party.branch.committee-meeting.majority',
  },
  'group-meeting': { words: '党小组会', line: 'party', attending: 'group', rule: 'party.branch.group-meeting', quorum: null, majority: null },
  lesson: { words: '党课', line: 'party', attending: 'members', rule: 'party.branch.lesson', quorum: null, majority: null },
  'party-day': { words: '主题党日', line: 'party', attending: 'members', rule: 'party.branch.party-day', quorum: null, majority: null },
  'life-meeting': { words: '组织生活会', line: 'party', attending: 'members', rule: 'party.branch.life-meeting', quorum: null, majority: null },
  'party-oath': { words: '入党宣誓', line: 'party', attending: 'members', rule: null, quorum: null, majority: null, oath: '入党誓词' },
  'league-members-meeting': {
    words: '团支部大会', line: 'league', attending: 'members', rule: 'league.branch.members-meeting',
    quorum: 'league.branch.members-meeting.quorum', majority: 'league.branch.members-meeting.majority',
  },
  'league-committee-meeting': {
    words: '团支部委员会会议', line: 'league', attending: 'committee', rule: 'league.branch.committee-meeting', quorum: null, majority: null,
  },
  'league-group-meeting': { words: '团小组会', line: 'league', attending: 'group', rule: null, quorum: null, majority: null },
  'league-lesson': { words: '团课', line: 'league', attending: 'members', rule: 'league.branch.lesson', quorum: null, majority: null },
  'league-appraisal-meeting': {
    words: '团员教育评议大会', line: 'league', attending: 'members', rule: null, quorum: 'league.branch.appraisal.quorum', majority: null,
  },
  'league-oath': { words: '入团仪式', line: 'league', attending: 'members', rule: null, quorum: null, majority: null, oath: '入团誓词' },
} as const satisfies Record<string, MeetingKind>

export type MeetingKindCode = keyof typeof meetingKinds
export const meetingKindCodes = Object.keys(meetingKinds) as MeetingKindCode[]
export const isMeetingKind = (code: string): code is MeetingKindCode => Object.hasOwn(meetingKinds, code)
export const meetingKind = (code: MeetingKindCode): MeetingKind => meetingKinds[code]
export const kindsWords = (codes: readonly string[]): string => codes.map((code) => (isMeetingKind(code) ? meetingKinds[code].words : code)).join('、')

/** What is dealt with: `votes` names the kinds of decision with a base and majority of their own. */
export const matterKinds = {
  report: { words: '听取汇报', votes: null },
  study: { words: '学习传达', votes: null },
  discuss: { words: '讨论', votes: null },
  lesson: { words: '讲课', votes: null },
  decide: { words: '表决事项', votes: 'ordinary' },
  admission: { words: '接收预备党员', votes: 'admission' },
  conversion: { words: '预备党员转正', votes: 'admission' },
  recommend: { words: '推优入党', votes: 'recommend' },
  appraisal: { words: '民主评议', votes: null },
  oath: { words: '宣誓', votes: null },
} as const
export type MatterKind = keyof typeof matterKinds
export const matterKindCodes = Object.keys(matterKinds) as MatterKind[]

export const marks = ['present', 'online', 'leave', 'absent'] as const
export type Mark = (typeof marks)[number]
/** Why somebody is away with leave. The last four suspend the absence clock for as long as they last. */
export const leaveReasons = ['duty', 'family', 'away', 'ill', 'birth', 'old', 'other'] as const
export type LeaveReason = (typeof leaveReasons)[number]

/** What long leave is given for; each suspends the absence clock. */
export const excuseCauses = ['ill', 'birth', 'old', 'away'] as const satisfies readonly LeaveReason[]
export type ExcuseCause = (typeof excuseCauses)[number]
/** 谈心谈话 by category and by event (field note 13), never every pair. */
export const occasions = ['yearly', 'before-meeting', 'discipline', 'hardship', 'illness', 'dues', 'new-member', 'post-change', 'other'] as const
export type Occasion = (typeof occasions)[number]
export const grades = ['excellent', 'qualified', 'basic', 'unqualified'] as const
export type Grade = (typeof grades)[number]

/** How members tell each other their opinion. named: who said it stands by it; slip: without a name */
export const ways = ['named', 'slip'] as const
export type Way = (typeof ways)[number]
export type AppraisalState = 'writing' | 'counting' | 'submitted' | 'finished' | 'registered'
