import type { RuleId } from '#regulations/packs/national.ts'

export type Line = 'party' | 'league' | 'union' | 'pioneers' | 'women'

/** Forms a body of a kind may take; the kind stays the same. `direct`: 直属, under a committee past any general branch. */
export type Flag = 'joint' | 'temporary' | 'direct' | 'student'
export type Flags = Partial<Record<Flag, boolean>>

export interface OrganisationKind {
  words: string
  /** begins the title of a post: 党委书记, 工会主席 */
  short: string
  line: Line
  /** kinds it may stand under; `root`: its superior is outside this installation */
  under: readonly string[]
  /** whether a membership may name it: members stand in branches, never in committees */
  holdsMembers: boolean
  /** roles of posts.ts; the first is the head */
  posts: readonly string[]
  /** the regulation that gives its term; null where nobody is elected for a term */
  term: RuleId | null
  /** how names of this kind end, the official one first */
  endings: readonly string[]
  /** whether it keeps a dues or funds account with book-keeping of its own */
  keepsAccount: boolean
  flags: readonly Flag[]
  sizes?: Sizes
}

/** Which regulations speak about its numbers */
export interface Sizes {
  min?: RuleId
  max?: RuleId
  /** from how many members it owes something: a committee, or for a union its own existence */
  committeeFrom?: RuleId
  committeeMin?: RuleId
  committeeMax?: RuleId
  jointUnitsMax?: RuleId
  projectMonthsMin?: RuleId
}

const partyCommittee = [
  'secretary', 'deputy-secretary', 'committee-member', 'organisation-member', 'publicity-member', 'discipline-member',
  'organisation-officer', 'office-officer', 'accountant', 'cashier',
] as const
const partyBranch = [
  'secretary', 'deputy-secretary', 'organisation-member', 'publicity-member', 'discipline-member', 'committee-member',
] as const
const leagueCommittee = [
  'secretary', 'deputy-secretary', 'committee-member', 'organisation-member', 'publicity-member', 'office-officer',
  'accountant', 'cashier',
] as const
const leagueBranch = [
  'secretary', 'deputy-secretary', 'organisation-member', 'publicity-member', 'committee-member',
] as const
const union = [
  'chair', 'deputy-chair', 'committee-member', 'organisation-member', 'publicity-member', 'audit-member',
  'women-member',
] as const
const partyBodies = [
  'party.local-committee', 'party.working-committee', 'party.agency-committee', 'party.committee',
] as const
const leagueBodies = ['league.local-committee', 'league.working-committee', 'league.committee'] as const

/**
 * Each line is a tree of its own, by subordination (隶属). That a school's party branch leads its League, and that the
 * district League guides it, are links (rules/links.ts), not places in the tree.
 */
export const kinds = {
  'party.local-committee': {
    words: '党的地方委员会', short: '党委', line: 'party', under: ['root', 'party.local-committee'],
    posts: [...partyCommittee, 'standing-member'], holdsMembers: false, term: 'party.local-committee.term',
    endings: ['省委员会', '市委员会', '区委员会', '县委员会', '州委员会', '省委', '市委', '区委', '县委', '州委'],
    keepsAccount: true, flags: [],
  },
  // Sent out by a local committee (派出机关): appointed, so no term and no election.
  'party.working-committee': {
    words: '党工委', short: '党工委', line: 'party', under: ['root', 'party.local-committee'],
    posts: partyCommittee, holdsMembers: false, term: null,
    endings: ['工作委员会', '党工委', '工委'], keepsAccount: true, flags: [],
  },
  // Also under a base committee: the head office of a bank has its own.
  'party.agency-committee': {
    words: '机关党委', short: '机关党委', line: 'party', under: ['root', ...partyBodies],
    posts: partyCommittee, holdsMembers: false, term: 'party.committee.term',
    endings: ['机关委员会', '直属机关委员会', '机关党委'], keepsAccount: true, flags: [],
    sizes: { min: 'party.committee.members-min' },
  },
  // A system such as a bank stacks base committees: head office, branch, sub-branch.
  'party.committee': {
    words: '基层党委', short: '党委', line: 'party', under: ['root', ...partyBodies],
    posts: partyCommittee, holdsMembers: false, term: 'party.committee.term',
    endings: ['委员会', '社区委员会', '社区党委', '党委'], keepsAccount: true, flags: [],
    sizes: { min: 'party.committee.members-min' },
  },
  // Set up inside a body that is not a party organ: its members are appointed and it has no branches.
  'party.leading-group': {
    words: '党组', short: '党组', line: 'party', under: ['root', 'party.local-committee', 'party.working-committee'],
    posts: ['secretary', 'deputy-secretary', 'group-member'], holdsMembers: false, term: null,
    endings: ['党组'], keepsAccount: false, flags: [],
  },
  'party.general-branch': {
    words: '党总支', short: '党总支', line: 'party', under: ['root', ...partyBodies],
    posts: partyBranch, holdsMembers: false, term: 'party.general-branch.term',
    endings: ['总支部委员会', '总支部', '党总支', '总支'], keepsAccount: false, flags: [],
    sizes: { min: 'party.general-branch.members-min', max: 'party.general-branch.members-max' },
  },
  'party.branch': {
    words: '党支部', short: '党支部', line: 'party', under: ['root', ...partyBodies, 'party.general-branch'],
    posts: partyBranch, holdsMembers: true, term: 'party.branch.term',
    endings: ['支部委员会', '党支部', '支部'], keepsAccount: false, flags: ['joint', 'temporary', 'direct'],
    sizes: {
      min: 'party.branch.members-min', max: 'party.branch.members-max', committeeFrom: 'party.branch.committee-from',
      committeeMin: 'party.branch.committee-min', committeeMax: 'party.branch.committee-max',
      jointUnitsMax: 'party.branch.joint-units-max', projectMonthsMin: 'party.branch.project-months-min',
    },
  },
  // A group divides a branch's members; the membership stays in the branch.
  'party.group': {
    words: '党小组', short: '党小组', line: 'party', under: ['party.branch'],
    posts: ['leader', 'deputy-leader'], holdsMembers: false, term: null,
    endings: ['党小组'], keepsAccount: false, flags: [],
  },
  // The joint meeting of party, administration and union is a body under the party organisation that calls it.
  'party.joint-meeting': {
    words: '联席会议', short: '联席会议', line: 'party', under: [...partyBodies, 'party.general-branch', 'party.branch'],
    posts: ['convener', 'group-member'], holdsMembers: false, term: null,
    endings: ['联席会议'], keepsAccount: false, flags: [],
  },

  'league.local-committee': {
    words: '团的地方委员会', short: '团委', line: 'league', under: ['root', 'league.local-committee'],
    posts: [...leagueCommittee, 'standing-member'], holdsMembers: false, term: 'league.local-committee.term',
    endings: [
      '省委员会', '市委员会', '区委员会', '县委员会', '州委员会', '团省委', '团市委', '团区委', '团县委', '团州委',
      '省委', '市委', '区委', '县委', '州委',
    ],
    keepsAccount: true, flags: [],
  },
  'league.working-committee': {
    words: '团工委', short: '团工委', line: 'league', under: ['root', 'league.local-committee'],
    posts: leagueCommittee, holdsMembers: false, term: null,
    endings: ['工作委员会', '团工委'], keepsAccount: true, flags: [],
  },
  'league.committee': {
    words: '基层团委', short: '团委', line: 'league', under: ['root', ...leagueBodies],
    posts: leagueCommittee, holdsMembers: false, term: 'league.committee.term',
    endings: ['委员会', '团委'], keepsAccount: true, flags: [],
  },
  'league.general-branch': {
    words: '团总支', short: '团总支', line: 'league', under: ['root', ...leagueBodies],
    posts: leagueBranch, holdsMembers: false, term: 'league.branch.term',
    endings: ['总支部委员会', '总支部', '团总支', '总支'], keepsAccount: false, flags: [],
  },
  // One school has a teachers' branch (3 years) and students' branches (1 year): the flag `student` decides.
  'league.branch': {
    words: '团支部', short: '团支部', line: 'league', under: ['root', ...leagueBodies, 'league.general-branch'],
    posts: leagueBranch, holdsMembers: true, term: 'league.branch.term',
    endings: ['支部委员会', '团支部', '支部'], keepsAccount: false, flags: ['joint', 'temporary', 'direct', 'student'],
    sizes: {
      min: 'league.branch.members-min', max: 'league.branch.members-max', committeeFrom: 'league.branch.committee-from',
      committeeMin: 'league.branch.committee-min', committeeMax: 'league.branch.committee-max',
      projectMonthsMin: 'league.branch.project-months-min',
    },
  },
  'league.group': {
    words: '团小组', short: '团小组', line: 'league', under: ['league.branch'],
    posts: ['leader', 'deputy-leader'], holdsMembers: false, term: null,
    endings: ['团小组'], keepsAccount: false, flags: [],
  },

  'union.federation': {
    words: '地方总工会', short: '总工会', line: 'union', under: ['root', 'union.federation'],
    posts: [...union, 'office-officer', 'accountant', 'cashier'], holdsMembers: false, term: 'union.federation.term',
    endings: ['总工会'], keepsAccount: true, flags: [],
  },
  // Every base union keeps its own account, however small. `joint`: units too small for one of their own.
  'union.base': {
    words: '基层工会', short: '工会', line: 'union', under: ['root', 'union.federation', 'union.base'],
    posts: [...union, 'office-officer', 'accountant', 'cashier'], holdsMembers: true, term: 'union.base.term',
    endings: ['工会委员会', '工会联合会', '工会'], keepsAccount: true, flags: ['joint'],
    sizes: { committeeMin: 'union.base.committee-min', committeeMax: 'union.base.committee-max' },
  },
  'union.branch': {
    words: '分工会', short: '分工会', line: 'union', under: ['union.base'],
    posts: union, holdsMembers: true, term: 'union.base.term',
    endings: ['分工会'], keepsAccount: false, flags: [],
  },
  'union.group': {
    words: '工会小组', short: '工会小组', line: 'union', under: ['union.base', 'union.branch'],
    posts: ['leader', 'deputy-leader'], holdsMembers: false, term: null,
    endings: ['工会小组'], keepsAccount: false, flags: [],
  },
  // Belongs to the union, not to the women's line; the women's federation guides it.
  'union.women-committee': {
    words: '女职工委员会', short: '女职工委员会', line: 'union',
    under: ['union.federation', 'union.base', 'union.branch'],
    posts: ['director', 'deputy-director', 'committee-member'], holdsMembers: false, term: 'union.base.term',
    endings: ['女职工委员会', '女工委员会', '女工委'], keepsAccount: false, flags: [],
  },

  'pioneers.working-committee': {
    words: '少工委', short: '少工委', line: 'pioneers', under: ['root', 'pioneers.working-committee'],
    posts: ['director', 'deputy-director', 'committee-member', 'counsellor'], holdsMembers: false,
    term: 'pioneers.working-committee.term', endings: ['少先队工作委员会', '工作委员会', '少工委'],
    keepsAccount: false, flags: [],
  },
  // The head is the adult counsellor: pupils under 14 hold posts but have no account and act for nobody.
  'pioneers.brigade': {
    words: '少先队大队', short: '大队', line: 'pioneers', under: ['root', 'pioneers.working-committee'],
    posts: ['counsellor', 'pupil-leader', 'pupil-deputy', 'pupil-member'], holdsMembers: false,
    term: 'pioneers.brigade.term', endings: ['大队'], keepsAccount: false, flags: [],
  },
  'pioneers.company': {
    words: '少先队中队', short: '中队', line: 'pioneers', under: ['pioneers.brigade'],
    posts: ['counsellor', 'pupil-leader', 'pupil-deputy', 'pupil-member'], holdsMembers: true,
    term: 'pioneers.brigade.term', endings: ['中队'], keepsAccount: false, flags: [],
  },
  'pioneers.squad': {
    words: '少先队小队', short: '小队', line: 'pioneers', under: ['pioneers.company'],
    posts: ['counsellor', 'pupil-leader', 'pupil-deputy'], holdsMembers: false, term: null,
    endings: ['小队'], keepsAccount: false, flags: [],
    sizes: { min: 'pioneers.squad.members-min', max: 'pioneers.squad.members-max' },
  },

  // The women's line has no individual membership: women are served where they live or work, so no roster hangs here.
  'women.federation': {
    words: '妇女联合会', short: '妇联', line: 'women', under: ['root', 'women.federation'],
    posts: ['chair', 'deputy-chair', 'committee-member', 'office-officer'], holdsMembers: false,
    term: 'women.federation.term', endings: ['妇女联合会', '妇联'], keepsAccount: true, flags: [],
  },
  'women.committee': {
    words: '妇委会', short: '妇委会', line: 'women', under: ['root', 'women.federation', 'women.committee'],
    posts: ['director', 'deputy-director', 'committee-member'], holdsMembers: false, term: 'women.committee.term',
    endings: ['妇女委员会', '妇女工作委员会', '妇委会'], keepsAccount: false, flags: [],
  },
  'women.group': {
    words: '妇女小组', short: '妇女小组', line: 'women', under: ['women.federation', 'women.committee'],
    posts: ['leader', 'deputy-leader'], holdsMembers: false, term: null,
    endings: ['妇女小组'], keepsAccount: false, flags: [],
  },
} as const satisfies Record<string, OrganisationKind>

export type KindCode = keyof typeof kinds

export const kindCodes = Object.keys(kinds) as KindCode[]
export const isKind = (code: string): code is KindCode => Object.hasOwn(kinds, code)
/** The facts of a kind, with their optional parts readable. */
export const kindOf = (code: KindCode): OrganisationKind => kinds[code]
export const lineOf = (code: KindCode): Line => kinds[code].line

export const mayStandUnder = (child: KindCode, parent: KindCode | null): boolean =>
  kindOf(child).under.includes(parent ?? 'root')

export const kindsUnder = (parent: KindCode | null): KindCode[] =>
  kindCodes.filter((kind) => mayStandUnder(kind, parent))

/** Whether a body of kind `upper` can stand anywhere above one of kind `lower` in the tree. */
export function canStandAbove(upper: KindCode, lower: KindCode, seen: readonly string[] = []): boolean {
  return kindOf(lower).under.some((kind) => {
    const isNew = isKind(kind) && kind !== lower && !seen.includes(kind)
    return kind === upper || (isNew && canStandAbove(upper, kind, [...seen, lower]))
  })
}

export const flagsOf = (flags: Flags): Flag[] =>
  (['temporary', 'direct', 'joint', 'student'] as const).filter((flag) => flags[flag])
