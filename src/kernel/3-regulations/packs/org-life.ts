import { unknownStart, type Regulation } from '#regulations/rules.ts'

// 三会一课 of party branches and 三会两制一课 of League branches: how often, who must be there, what passes.
const text = { article: '《中国共产党支部工作条例（试行）》', grade: 'B', from: '2018-10-01', dated: 'month' } as const
const article = (number: string, source: string) => ({ ...text, article: `${text.article}${number}`, source }) as const
const electionText = { article: '《中国共产党基层组织选举工作条例》', source: 'P31', grade: 'B', from: '2020-07-13' } as const
const oldElectionText = { article: '1990年《中国共产党基层组织选举工作暂行条例》', source: 'P21', grade: 'B', from: '1990-06-27', to: '2020-07-13' } as const
const lifeText = { article: '组织生活会、民主评议党员的规定', source: 'P8', grade: 'B', from: '2018-10-01', dated: 'month' } as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const

const branch = { line: 'party', kinds: ['party.branch'] } as const
const standing = { ...branch, unless: ['temporary'] } as const
const withCommittee = { ...branch, flags: ['with-committee'] } as const
const withGroups = { ...branch, flags: ['with-groups'] } as const

export const partyLifeRules = [
  // How often
  {
    id: 'party.branch.members-meeting', value: 1, every: 'quarter', unit: '次', comparator: '>=', base: '支部党员大会', force: 'generally',
    says: '支部党员大会一般每季度召开 {value} 次', scope: branch, ...article('第十一条', 'P6'),
  },
  {
    id: 'party.branch.committee-meeting', value: 1, every: 'month', unit: '次', comparator: '>=', base: '支委会', force: 'generally',
    says: '支部委员会会议一般每月召开 {value} 次', scope: withCommittee, ...article('第十二条', 'P6'),
  },
  {
    id: 'party.branch.group-meeting', value: 1, every: 'month', unit: '次', comparator: '>=', base: '党小组会', force: 'generally',
    says: '党小组会一般每月召开 {value} 次', scope: withGroups, ...article('第十三条', 'P3'),
  },
  {
    id: 'party.branch.party-day', value: 1, every: 'month', unit: '天', comparator: '>=', base: '主题党日', force: 'must',
    says: '党支部每月相对固定 {value} 天开展主题党日', scope: branch, ...article('第十六条', 'P3'),
  },
  {
    id: 'party.branch.lesson', value: 1, every: 'half-year', unit: '次', comparator: '>=', base: '党课', force: 'generally',
    says: '党支部每半年上党课 {value} 次', scope: branch, article: '各地的规定（每半年、每学期或每季度一次不等）', source: 'P16', grade: 'C',
    from: '2018-10-01', dated: 'month', note: '全国规定只要求经常上党课，次数请按本地规定核定。',
  },
  {
    id: 'party.branch.life-meeting', value: 1, every: 'year', unit: '次', comparator: '>=', base: '组织生活会', force: 'must',
    says: '党支部每年至少召开 {value} 次组织生活会，一般安排在第四季度', scope: branch, ...article('第十七条', 'P8'),
  },
  {
    id: 'party.branch.appraisal', value: 1, every: 'year', unit: '次', comparator: '>=', base: '民主评议党员', force: 'generally',
    says: '党支部一般每年开展 {value} 次民主评议党员，可以与组织生活会合并', scope: branch, ...article('第十八条', 'P10'),
  },
  {
    id: 'party.branch.talks', value: 1, every: 'year', unit: '次', comparator: '>=', base: '委员之间、委员与每名党员的谈心谈话', force: 'generally',
    says: '支部委员之间、支部委员与每名党员的谈心谈话，每年一般各不少于 {value} 次', scope: branch, ...article('第十九条', 'P3'),
    note: '条例另要求党员之间谈心谈话；党员之间的不逐人统计，不作为应办事项',
  },
  // Who must be there, and what passes
  {
    id: 'party.branch.members-meeting.quorum', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>=', base: '有表决权的党员', force: 'must',
    says: '支部党员大会须有{value}以上有表决权的党员到会方可进行', scope: branch, ...article('第十一条', 'P6'),
  },
  {
    id: 'party.branch.members-meeting.majority', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会有表决权的党员', force: 'must',
    says: '赞成人数超过应到会有表决权党员的{value}为通过', scope: branch, ...article('第十一条', 'P6'),
  },
  {
    id: 'party.branch.committee-meeting.quorum', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>=', base: '支部委员', force: 'must',
    says: '支部委员会会议须有{value}以上委员到会方可进行', scope: branch, ...article('第十二条', 'P6'),
  },
  {
    id: 'party.branch.committee-meeting.majority', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会委员', force: 'must',
    says: '赞成人数超过应到会委员的{value}为通过', scope: branch, ...practice,
  },
  {
    id: 'party.branch.admission.quorum', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会有表决权的党员', force: 'must',
    says: '讨论接收预备党员和预备党员转正，到会有表决权的党员须超过应到会的{value}', scope: standing,
    article: '发展党员工作的规定', source: 'P18', grade: 'D', from: unknownStart,
  },
  {
    id: 'party.branch.admission.majority', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会有表决权的党员', force: 'must',
    says: '赞成人数超过应到会有表决权党员的{value}为通过，会前送达的书面意见计入', scope: standing,
    article: '发展党员工作的规定', source: 'P19', grade: 'D', from: unknownStart,
  },
  {
    id: 'party.election.quorum', value: 4 / 5, share: [4, 5], unit: '比例', comparator: '>=', base: '应到会有选举权的党员', force: 'must',
    says: '选举时到会人数须不少于应到会人数的{value}', scope: standing, ...electionText,
  },
  {
    id: 'party.election.quorum', value: 4 / 5, share: [4, 5], unit: '比例', comparator: '>=', base: '应到会有选举权的党员', force: 'must',
    says: '选举时到会人数须超过应到会人数的{value}（等于即为有效）', scope: standing, ...oldElectionText,
  },
  {
    id: 'party.election.elected', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会有选举权的党员', force: 'must',
    says: '得票超过应到会人数{value}的当选', scope: standing, ...electionText, source: 'P22', grade: 'D',
  },
  {
    id: 'party.election.elected', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '实到会有选举权的党员', force: 'must',
    says: '得票超过实到会人数{value}的当选', scope: standing, ...oldElectionText, source: 'P23', grade: 'C',
  },
  // Appraisal and absence
  {
    id: 'party.branch.appraisal.excellent-max', value: 1 / 3, share: [1, 3], unit: '比例', comparator: '<=', base: '党员', force: 'generally',
    says: '评为“优秀”的一般不超过{value}', scope: branch, ...lifeText, source: 'P10', note: '基数是全体党员、参评党员还是正式党员说法不一，由组织自定。',
  },
  {
    id: 'party.branch.appraisal.order', value: 3, unit: '个', comparator: '=', base: '自评、互评、测评', force: 'must',
    says: '民主评议按个人自评、党员互评、民主测评 {value} 个步骤依次进行，再由支委会或支部大会提出等次', scope: branch, ...lifeText, source: 'P10',
  },
  {
    id: 'party.branch.appraisal.excellent-base', value: 3, unit: '个', comparator: '=', base: '“优秀”比例的基数', force: 'generally', choices: [1, 2, 3],
    says: '“优秀”的比例按第 {value} 种基数计算：1 全体党员，2 参加测评的党员，3 定等次的正式党员', scope: branch, ...practice,
  },
  {
    id: 'party.branch.appraisal.grades', value: 3, unit: '个', comparator: '=', base: '民主评议的等次', force: 'must',
    says: '民主评议的等次分 {value} 个：优秀、合格、不合格', scope: branch,
    article: '2018年以前的做法', source: 'P26', grade: 'C', from: unknownStart, to: '2018-01-01',
  },
  {
    id: 'party.branch.appraisal.grades', value: 4, unit: '个', comparator: '=', base: '民主评议的等次', force: 'must',
    says: '民主评议的等次分 {value} 个：优秀、合格、基本合格、不合格', scope: branch, ...lifeText, source: 'P10',
    from: '2018-01-01', dated: 'year', note: '从哪一天起改为四个等次，正式文本未见，只知不晚于 2018 年。',
  },
  {
    id: 'party.member.absence-months', value: 6, unit: '个月', comparator: '<', base: '没有正当理由不参加组织生活', force: 'must',
    says: '没有正当理由连续 {value} 个月不参加组织生活的，按自行脱党处理，由支部大会决定除名，报上级批准', scope: { line: 'party' },
    article: '《中国共产党章程》', source: 'M', grade: 'M', from: unknownStart,
  },
] as const satisfies readonly Regulation[]

const leagueText = { article: '《关于加强和改进团的基层组织“三会两制一课”的规定》（中青发〔2017〕5号）', source: 'Y13', grade: 'C', from: '2017-01-19' } as const
const educationText = {
  article: '《团员教育管理工作条例（试行）》第三十五条、第三十六条', source: 'Y15', grade: 'B', from: unknownStart, note: '印发文号和日期待核。',
} as const
const leagueBranch = { line: 'league', kinds: ['league.branch'] } as const

export const leagueLifeRules = [
  {
    id: 'league.branch.members-meeting', value: 1, every: 'quarter', unit: '次', comparator: '>=', base: '团支部大会', force: 'generally',
    says: '团支部大会一般每季度召开 {value} 次', scope: leagueBranch, ...leagueText,
  },
  {
    id: 'league.branch.committee-meeting', value: 1, every: 'month', unit: '次', comparator: '>=', base: '团支部委员会会议', force: 'generally',
    says: '团支部委员会会议一般每月召开 {value} 次', scope: { ...leagueBranch, flags: ['with-committee'] }, ...leagueText,
  },
  {
    id: 'league.branch.lesson', value: 1, every: 'quarter', unit: '次', comparator: '>=', base: '团课', force: 'generally',
    says: '团支部每季度上团课 {value} 次', scope: leagueBranch, ...practice,
  },
  {
    id: 'league.branch.appraisal', value: 1, every: 'year', unit: '次', comparator: '>=', base: '团员教育评议', force: 'must',
    says: '团支部每年进行 {value} 次团员教育评议，与团籍注册一并进行', scope: leagueBranch, ...leagueText, source: 'Y14',
  },
  {
    id: 'league.branch.registration', value: 1, every: 'year', unit: '次', comparator: '>=', base: '年度团籍注册', force: 'must',
    says: '团支部每年进行 {value} 次团籍注册，一般在秋季学期开学后一个月内完成', scope: leagueBranch, ...leagueText, source: 'Y11',
  },
  {
    id: 'league.branch.members-meeting.quorum', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '团员', force: 'must',
    says: '团支部大会须有超过{value}的团员到会', scope: leagueBranch, ...leagueText, source: 'Y11',
  },
  {
    id: 'league.branch.appraisal.quorum', value: 2 / 3, share: [2, 3], unit: '比例', comparator: '>', base: '团员', force: 'must',
    says: '团员教育评议须有超过{value}的团员到会', scope: leagueBranch, ...leagueText, source: 'Y14',
  },
  {
    id: 'league.branch.appraisal.excellent-max', value: 30 / 100, share: [30, 100], unit: '比例', comparator: '<=', base: '参加评议的团员', force: 'must',
    says: '评为“优秀”的不超过参加评议团员的{value}', scope: leagueBranch, ...leagueText, source: 'Y14',
  },
  {
    id: 'league.branch.appraisal.order', value: 3, unit: '个', comparator: '=', base: '自评、互评、测评', force: 'must',
    says: '教育评议按个人自评、团员互评、测评 {value} 个步骤依次进行，等次由支委会提出、上级团组织批准', scope: leagueBranch, ...leagueText, source: 'Y14',
  },
  {
    id: 'league.branch.appraisal.correction-min', value: 3, unit: '个月', comparator: '>=', base: '不合格团员的改正期', force: 'must',
    says: '评为“不合格”的团员限期改正，改正期不少于 {value} 个月，到期再次评议', scope: leagueBranch, ...educationText,
  },
  {
    id: 'league.branch.appraisal.correction-max', value: 6, unit: '个月', comparator: '<=', base: '不合格团员的改正期', force: 'must',
    says: '评为“不合格”的团员限期改正，改正期不超过 {value} 个月；再次评议仍不合格的劝其退团，劝而不退的由支部大会决定除名、报上级批准',
    scope: leagueBranch, ...educationText,
  },
  {
    id: 'league.member.absence-months', value: 6, unit: '个月', comparator: '<', base: '没有正当理由不交团费、不参加组织生活或不做组织分配的工作', force: 'must',
    says: '没有正当理由连续 {value} 个月不交团费、不过团的组织生活的，按自行脱团处理，由支部大会决定除名，报上级批准', scope: { line: 'league' },
    article: '《中国共产主义青年团章程》', source: 'Y1', grade: 'B', from: unknownStart,
  },
  {
    id: 'league.branch.members-meeting.majority', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会有表决权的团员', force: 'must',
    says: '赞成人数超过应到会有表决权团员的{value}为通过', scope: leagueBranch, ...practice,
  },
  {
    id: 'league.branch.recommend.quorum', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>=', base: '有表决权的团员', force: 'must',
    says: '推优大会须有{value}以上有表决权的团员到会', scope: leagueBranch,
    article: '《共青团推优入党工作实施办法》', source: 'Y25', grade: 'C', from: '2019-01-01', dated: 'year',
  },
  {
    id: 'league.branch.recommend.majority', value: 1 / 2, share: [1, 2], unit: '比例', comparator: '>', base: '应到会有表决权的团员', force: 'must',
    says: '赞成人数超过应到会有表决权团员的{value}的确定为推优人选', scope: leagueBranch,
    article: '《共青团推优入党工作实施办法》', source: 'Y25', grade: 'C', from: '2019-01-01', dated: 'year',
  },
] as const satisfies readonly Regulation[]

/** What the record of organisational life itself is kept by: no text was seen, so all of it is settable. */
export const lifeRecordRules = [
  {
    id: 'org-life.record.days', value: 7, unit: '天', comparator: '<=', base: '会后', force: 'generally',
    says: '会议记录在会后 {value} 天内整理完，过后登记的注明补录', scope: {}, ...practice,
  },
  {
    id: 'org-life.absence.member-told', value: 2, unit: '个月', comparator: '>=', base: '没有请假、没有参加组织生活', force: 'generally',
    says: '没有请假连续 {value} 个月没有参加组织生活的，先提醒本人', scope: {}, article: '各地的规定', source: 'P29', grade: 'C', from: unknownStart,
  },
  {
    id: 'org-life.absence.secretary-told', value: 3, unit: '个月', comparator: '>=', base: '没有请假、没有参加组织生活', force: 'generally',
    says: '没有请假连续 {value} 个月没有参加组织生活的，由支部书记个别了解', scope: {}, article: '各地的规定', source: 'P29', grade: 'C', from: unknownStart,
  },
] as const satisfies readonly Regulation[]
