import { z } from 'zod'
import { actId, day, endpoint, flag, line, name, needs, publicId, self, text, whole } from '#base/contract.ts'
import { permissions, why } from '#org-life/contract.ts'
import { grades, ways } from '#org-life/kinds.ts'

/* 民主评议、教育评议. Within the branch its secretary works on it; the League superior sees and approves grades, no ballots, no words. */

const grade = z.enum(grades)
const who = z.object({ id: publicId, name: z.string() }).meta({ id: 'AppraisalPerson' })
const year = z.string().regex(/^2\d{3}$/, '年度应写成 2026').transform(Number)
const ownOnly = ['org-life.own-branch-only']
const over = { organisation: 'organisation' }

const opinion = z.object({ id: z.string(), author: z.string().nullable(), text: z.string(), onPaper: z.boolean() }).meta({ id: 'AppraisalOpinion' })
const appraised = z
  .object({
    person: who, statusWords: z.string(), graded: z.boolean(), excellent: z.int(), qualified: z.int(), basic: z.int(), unqualified: z.int(),
    grade: grade.nullable(), remark: z.string(), registration: z.enum(['registered', 'deferred']).nullable(),
    correction: z.object({ until: z.string(), from: z.string(), to: z.string(), again: z.object({ on: z.string(), grade }).nullable(), why }).nullable()
      .meta({ description: '团员评为不合格的：限期改正到哪天，可以定在哪天到哪天之间，再次评议的结果' }),
    self: z.object({ text: z.string(), on: z.string(), how: z.enum(['self', 'paper']) }).nullable(), opinions: z.array(opinion),
  })
  .meta({ id: 'Appraised' })
export type AppraisedView = z.output<typeof appraised>

const held = z.object({
  version: z.int(), state: z.string(), stateWords: z.string(), may: z.array(z.string()), way: z.enum(ways), begunOn: z.string(), heldOn: z.string().nullable(),
  ballots: z.int(), expected: z.int(), decidedWords: z.string(), finishedOn: z.string().nullable(), approvalWords: z.string(), returnedReason: z.string().nullable(),
  registeredOn: z.string().nullable(), revision: z.int(), rows: z.array(appraised),
  revisions: z.array(z.object({ revision: z.int(), reason: z.string(), by: z.string(), at: z.string(), before: z.array(z.string()) })),
})

export const appraisal = endpoint({
  name: 'org-life.appraisal',
  method: 'GET',
  path: '/organisations/{organisation}/appraisals/{year}',
  summary: '一年的民主评议（团：教育评议和团籍注册）',
  guard: needs(permissions.private, over),
  input: z.strictObject({ organisation: publicId, year }),
  output: z.object({
    organisation: who, line: z.string(), year: z.int(), expected: z.int(), hasCommittee: z.boolean(), order: z.object({ why }).nullable(),
    quorum: z.object({ needed: z.int(), why }).nullable(), ceiling: z.object({ most: z.int(), why }).nullable(), appraisal: held.nullable(),
  }),
  refusals: ownOnly,
})
export type AppraisalView = z.output<typeof appraisal.output>

const ofYear = { act: actId, organisation: publicId, year }
const now = ['org-life.not-appraised', 'org-life.appraisal-not-now']
const acted = z.object({ state: z.string() })

export const beginAppraisal = endpoint({
  name: 'org-life.begin-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}',
  summary: '开始评议：请大家写自评、互评；互评记名或用无记名意见条',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofYear, way: z.enum(ways).default('named') }),
  output: z.object({ people: z.int(), told: z.int().meta({ description: '站内收到通知的人数' }) }),
  refusals: [...ownOnly, 'org-life.not-a-branch', 'org-life.other-year', 'org-life.appraised-already', 'org-life.roll-missing'],
})

export const enterSelf = endpoint({
  name: 'org-life.enter-self-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/self',
  summary: '按纸质表代录一个人的自评，注明代录',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofYear, person: publicId, text: text(4000).min(1, '不能为空') }),
  output: acted,
  refusals: [...ownOnly, ...now, 'org-life.not-a-member-then', 'org-life.self-written'],
})

export const enterOpinion = endpoint({
  name: 'org-life.enter-opinion',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/opinions',
  summary: '代录一条互评意见：记名的写明谁说的，意见条不写',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofYear, about: publicId, author: publicId.nullable().default(null), text: text(2000).min(1, '不能为空') }),
  output: acted,
  refusals: [...ownOnly, ...now, 'org-life.not-a-member-then', 'org-life.not-about-oneself', 'org-life.author-missing', 'org-life.author-on-slip'],
})

export const holdVote = endpoint({
  name: 'org-life.hold-vote',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/vote',
  summary: '民主测评：哪天、收回多少张票；名单按当天的名册',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofYear, on: day, ballots: whole(1, 10_000), confirmed: flag.default(false) }),
  output: z.object({ people: z.int() }),
  refusals: [
    ...ownOnly, ...now, 'org-life.in-the-future', 'org-life.other-year', 'org-life.appraisal-no-quorum', 'org-life.ballots-too-many', 'org-life.roll-missing',
    'org-life.appraisal.warned',
  ],
})

export const appraise = endpoint({
  name: 'org-life.appraise',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/rows',
  summary: '登记测评票数和拟定等次；预备党员不定等次',
  guard: needs(permissions.private, over),
  input: z.strictObject({
    ...ofYear,
    rows: z.array(z.strictObject({
      person: publicId, excellent: whole(0, 10_000).default(0), qualified: whole(0, 10_000).default(0), basic: whole(0, 10_000).default(0),
      unqualified: whole(0, 10_000).default(0), grade: grade.nullable().default(null), remark: line(500).default(''),
    })).min(1).max(500),
  }),
  output: z.object({ saved: z.int() }),
  refusals: [...ownOnly, ...now, 'org-life.votes-do-not-balance', 'org-life.probationary-ungraded', 'org-life.grade-not-then', 'org-life.not-a-member-then'],
})

export const finishAppraisal = endpoint({
  name: 'org-life.finish-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/finish',
  summary: '支委会或支部大会提出等次：党支部即办结，团支部报上级批准',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofYear, by: z.enum(['committee', 'meeting']), on: day, confirmed: flag.default(false) }),
  output: z.object({ excellent: z.int(), most: z.int(), state: z.string() }),
  refusals: [
    ...ownOnly, ...now, 'org-life.grade-missing', 'org-life.votes-missing', 'org-life.votes-do-not-balance', 'org-life.too-many-excellent',
    'org-life.appraisal.warned', 'org-life.no-committee', 'org-life.dates-not-lawful', 'org-life.in-the-future',
  ],
})

export const withdrawAppraisal = endpoint({
  name: 'org-life.withdraw-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/withdraw',
  summary: '报批以后撤回修改',
  guard: needs(permissions.private, over),
  input: z.strictObject(ofYear),
  output: acted,
  refusals: [...ownOnly, ...now],
})

export const approveOnPaper = endpoint({
  name: 'org-life.approve-appraisal-on-paper',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/paper-approval',
  summary: '登记上级的纸质批复：文号和日期',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofYear, document: name(100), on: day }),
  output: acted,
  refusals: [...ownOnly, ...now, 'org-life.dates-not-lawful', 'org-life.in-the-future'],
})

export const submitted = endpoint({
  name: 'org-life.submitted-appraisal',
  method: 'GET',
  path: '/organisations/{organisation}/appraisals/{year}/submitted',
  summary: '下级团支部报来的等次：只有姓名、等次和说明，没有票数和评语',
  guard: needs(permissions.approve, over),
  input: z.strictObject({ organisation: publicId, year }),
  output: z.object({
    organisation: who, year: z.int(), state: z.string(), stateWords: z.string(), may: z.array(z.string()), heldOn: z.string(), expected: z.int(), took: z.int(),
    decidedWords: z.string(), approvalWords: z.string(), ceiling: z.object({ most: z.int(), why }).nullable(),
    rows: z.array(z.object({ name: z.string(), statusWords: z.string(), gradeWords: z.string(), remark: z.string() })),
  }),
  refusals: ['org-life.superior-approves', 'org-life.nothing-submitted'],
})
export type SubmittedView = z.output<typeof submitted.output>

export const approveAppraisal = endpoint({
  name: 'org-life.approve-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/approval',
  summary: '批准下级团支部的评议等次，或写明理由退回',
  guard: needs(permissions.approve, over),
  input: z.strictObject({ ...ofYear, approve: flag, reason: line(300).default('') }),
  output: acted,
  refusals: ['org-life.superior-approves', ...now, 'org-life.reason-missing'],
})

export const registerMembers = endpoint({
  name: 'org-life.register-members',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/registration',
  summary: '年度团籍注册：评议等次在基本合格以上的注册，其余暂缓',
  guard: needs(permissions.private, over),
  input: z.strictObject(ofYear),
  output: z.object({ registered: z.int(), deferred: z.int() }),
  refusals: [...ownOnly, 'org-life.not-appraised', 'org-life.appraisal-first', 'org-life.registered-already', 'org-life.not-the-league'],
})

export const reviseAppraisal = endpoint({
  name: 'org-life.revise-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/revision',
  summary: '更正已办结的评议：写明原因，原结果保留，由办结者以外的人发起',
  guard: needs(permissions.keep, over),
  input: z.strictObject({ ...ofYear, reason: name(200) }),
  output: z.object({ revision: z.int() }),
  refusals: [...now, 'org-life.appraisal-second'],
})

const ofPerson = { ...ofYear, person: publicId }
const corrected = z.object({ correctBy: z.string() })
const notCorrecting = [...ownOnly, 'org-life.not-correcting', 'org-life.again-already']

export const setCorrection = endpoint({
  name: 'org-life.set-correction',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/correction',
  summary: '改不合格团员限期改正的期限',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofPerson, until: day }),
  output: corrected,
  refusals: [...notCorrecting, 'org-life.correction-term'],
})

export const appraiseAgain = endpoint({
  name: 'org-life.appraise-again',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/again',
  summary: '改正期满再次评议；仍不合格的只给出依据，不会自动处理',
  guard: needs(permissions.private, over),
  input: z.strictObject({ ...ofPerson, on: day, grade }),
  output: corrected,
  refusals: [...notCorrecting, 'org-life.again-too-early', 'org-life.in-the-future'],
})

const mine = z
  .object({
    id: publicId, organisation: z.string(), year: z.int(), line: z.string(), state: z.string(), stateWords: z.string(), way: z.enum(ways), writable: z.boolean(),
    order: z.object({ why }).nullable(), self: z.object({ text: z.string(), on: z.string(), how: z.enum(['self', 'paper']) }).nullable(),
    handedOn: z.string().nullable(), others: z.array(z.object({ person: who, said: z.string() })), gradeWords: z.string().nullable(), remark: z.string(),
    correctionWords: z.string().nullable(),
    opinions: z.array(z.object({ id: z.string(), text: z.string() })).meta({ description: '办结以后才有；不告诉是谁写的' }),
  })
  .meta({ id: 'MyAppraisal' })
export type MyAppraisal = z.output<typeof mine>

export const myAppraisals = endpoint({
  name: 'org-life.my-appraisals',
  method: 'GET',
  path: '/me/appraisals',
  summary: '我参加的评议：写自评、互评，办结以后看自己的等次和意见',
  guard: self('本人看自己的评议'),
  input: z.strictObject({}),
  output: z.object({ appraisals: z.array(mine) }),
  refusals: [],
})

const ofMine = ['people.no-own-record', 'org-life.not-in-appraisal', 'org-life.appraisal-not-now']

export const writeSelf = endpoint({
  name: 'org-life.write-self-appraisal',
  method: 'POST',
  path: '/me/appraisals/{id}/self',
  summary: '写自评；已由支部代录的，核对后以本人写的为准',
  guard: self('本人写自评'),
  input: z.strictObject({ act: actId, id: publicId, text: text(4000).min(1, '不能为空') }),
  output: acted,
  refusals: ofMine,
})

export const writeOpinions = endpoint({
  name: 'org-life.write-opinions',
  method: 'POST',
  path: '/me/appraisals/{id}/opinions',
  summary: '写互评意见；用意见条的一次交齐，不留姓名',
  guard: self('本人写互评'),
  input: z.strictObject({ act: actId, id: publicId, opinions: z.array(z.strictObject({ about: publicId, text: text(2000).min(1, '不能为空') })).min(1).max(500) }),
  output: acted,
  refusals: [...ofMine, 'org-life.not-a-member-then', 'org-life.not-about-oneself', 'org-life.slips-handed'],
})

export const contract = [
  appraisal, beginAppraisal, enterSelf, enterOpinion, holdVote, appraise, finishAppraisal, withdrawAppraisal, approveOnPaper, submitted, approveAppraisal,
  registerMembers, reviseAppraisal, setCorrection, appraiseAgain, myAppraisals, writeSelf, writeOpinions,
]
