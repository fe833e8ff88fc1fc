import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, needs, publicId, self, text, whole } from '#base/contract.ts'
import { permissions } from '#org-life/contract.ts'
import { excuseCauses, grades, occasions } from '#org-life/kinds.ts'

/* What stays within the branch: talks, absence, appraisal. The superior learns of it by counts alone. */

const occasion = z.enum(occasions)
const grade = z.enum(grades)
const who = z.object({ id: publicId, name: z.string() }).meta({ id: 'LifePersonOf' })
const why = z.object({ sentence: z.string(), article: z.string(), grade: z.string(), toBeChecked: z.boolean() }).meta({ id: 'LifeReason' })
const year = z.string().regex(/^2\d{3}$/, '年度应写成 2026').transform(Number)
const ownOnly = ['org-life.own-branch-only']

const talk = z.object({ id: publicId, talker: who, partner: who, on: z.string(), occasion, occasionWords: z.string() }).meta({ id: 'Talk' })
export type TalkView = z.output<typeof talk>

export const talks = endpoint({
  name: 'org-life.talks',
  method: 'GET',
  path: '/organisations/{organisation}/talks',
  summary: '一年的谈心谈话：谁和谁、哪天、因什么谈；不含内容',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, year }),
  output: z.object({
    talks: z.array(talk), members: z.array(who), without: z.array(who).meta({ description: '这一年还没有谈过的党员' }), usual: who.nullable(), why: why.nullable(),
  }),
  refusals: ownOnly,
})

export const recordTalks = endpoint({
  name: 'org-life.record-talks',
  method: 'POST',
  path: '/organisations/{organisation}/talks',
  summary: '登记谈心谈话，一次可以登记几个人；内容加密，只有谈话的两个人看得到',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId, organisation: publicId, talker: publicId, partners: z.array(publicId).min(1).max(50), on: day, occasion, note: text(4000).default(''),
  }),
  output: z.object({ recorded: z.int() }),
  refusals: [...ownOnly, 'org-life.not-a-member-then', 'org-life.talk-with-oneself', 'org-life.note-of-several'],
})

const absence = z.object({ person: who, since: z.string(), until: z.string(), months: z.int(), stage: z.enum(['secretary', 'reached']), sentence: z.string(), why })
  .meta({ id: 'LifeAbsence' })
export type AbsenceView = z.output<typeof absence>
const excuse = z.object({ person: who, cause: z.enum(excuseCauses), causeWords: z.string(), from: z.string(), to: z.string().nullable() }).meta({ id: 'LongLeave' })

export const absences = endpoint({
  name: 'org-life.absences',
  method: 'GET',
  path: '/organisations/{organisation}/absences',
  summary: '需要书记个别了解的缺席（本人先看到），和长期请假的人',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ absences: z.array(absence), excuses: z.array(excuse) }),
  refusals: ownOnly,
})

export const excuseOne = endpoint({
  name: 'org-life.excuse',
  method: 'POST',
  path: '/organisations/{organisation}/long-leave',
  summary: '登记长期请假：年老体弱、长期患病、产假、长期外出；点名时自动记请假',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, person: publicId, cause: z.enum(excuseCauses), from: day, to: day.nullable().default(null) }),
  output: done,
  refusals: [...ownOnly, 'org-life.not-a-member-then', 'org-life.excused-already', 'org-life.dates-not-lawful'],
})

export const endExcuse = endpoint({
  name: 'org-life.end-excuse',
  method: 'POST',
  path: '/organisations/{organisation}/long-leave/end',
  summary: '长期请假结束',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, person: publicId, on: day }),
  output: done,
  refusals: [...ownOnly, 'org-life.not-excused'],
})

const appraised = z
  .object({
    person: who, statusWords: z.string(), graded: z.boolean(), excellent: z.int(), qualified: z.int(), basic: z.int(), unqualified: z.int(),
    grade: grade.nullable(), remark: z.string(), registration: z.enum(['registered', 'deferred']).nullable(),
  })
  .meta({ id: 'Appraised' })
export type AppraisedView = z.output<typeof appraised>

export const appraisal = endpoint({
  name: 'org-life.appraisal',
  method: 'GET',
  path: '/organisations/{organisation}/appraisals/{year}',
  summary: '一年的民主评议（团：教育评议和团籍注册）',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, year }),
  output: z.object({
    organisation: who, line: z.string(), year: z.int(), expected: z.int(), quorum: z.object({ needed: z.int(), why }).nullable(),
    ceiling: z.object({ most: z.int(), why }).nullable(),
    appraisal: z.object({
      version: z.int(), heldOn: z.string(), ballots: z.int(), expected: z.int(), finishedOn: z.string().nullable(), registeredOn: z.string().nullable(),
      rows: z.array(appraised),
    }).nullable(),
  }),
  refusals: ownOnly,
})
export type AppraisalView = z.output<typeof appraisal.output>

const ofYear = { act: actId, organisation: publicId, year }

export const beginAppraisal = endpoint({
  name: 'org-life.begin-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}',
  summary: '开始评议：收回多少张测评票，名单按当天的名册',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ ...ofYear, on: day, ballots: whole(1, 10_000) }),
  output: z.object({ people: z.int() }),
  refusals: [
    ...ownOnly, 'org-life.not-a-branch', 'org-life.in-the-future', 'org-life.other-year', 'org-life.appraised-already', 'org-life.appraisal-no-quorum',
    'org-life.ballots-too-many', 'org-life.roll-missing',
  ],
})

export const appraise = endpoint({
  name: 'org-life.appraise',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/rows',
  summary: '登记测评票数和拟定等次；预备党员不定等次',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({
    ...ofYear,
    rows: z.array(z.strictObject({
      person: publicId, excellent: whole(0, 10_000).default(0), qualified: whole(0, 10_000).default(0), basic: whole(0, 10_000).default(0),
      unqualified: whole(0, 10_000).default(0), grade: grade.nullable().default(null), remark: line(500).default(''),
    })).min(1).max(500),
  }),
  output: z.object({ saved: z.int() }),
  refusals: [
    ...ownOnly, 'org-life.not-appraised', 'org-life.appraisal-finished', 'org-life.votes-do-not-balance', 'org-life.probationary-ungraded',
    'org-life.not-a-member-then',
  ],
})

export const finishAppraisal = endpoint({
  name: 'org-life.finish-appraisal',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/finish',
  summary: '评议办结：等次齐全，“优秀”不超过规定；本人在“我的会议”里看到结果',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ ...ofYear, confirmed: flag.default(false) }),
  output: z.object({ excellent: z.int(), most: z.int() }),
  refusals: [
    ...ownOnly, 'org-life.not-appraised', 'org-life.appraisal-finished', 'org-life.grade-missing', 'org-life.too-many-excellent', 'org-life.appraisal.warned',
  ],
})

export const registerMembers = endpoint({
  name: 'org-life.register-members',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/registration',
  summary: '年度团籍注册：评议等次在基本合格以上的注册，其余暂缓',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject(ofYear),
  output: z.object({ registered: z.int(), deferred: z.int() }),
  refusals: [...ownOnly, 'org-life.not-appraised', 'org-life.appraisal-first', 'org-life.registered-already', 'org-life.not-the-league'],
})

const ownTalk = z.object({ id: publicId, with: z.string(), on: z.string(), occasionWords: z.string(), note: z.string() }).meta({ id: 'MyTalk' })
const ownGrade = z.object({ year: z.int(), organisation: z.string(), gradeWords: z.string(), remark: z.string(), registrationWords: z.string() }).meta({ id: 'MyGrade' })
export type MyTalk = z.output<typeof ownTalk>
export type MyGrade = z.output<typeof ownGrade>

export const myRecord = endpoint({
  name: 'org-life.my-record',
  method: 'GET',
  path: '/me/org-life',
  summary: '我的谈心谈话和评议结果；谈话内容只有谈话的两个人看得到',
  guard: self('本人看自己的谈话和评议结果'),
  input: z.strictObject({}),
  output: z.object({ talks: z.array(ownTalk), grades: z.array(ownGrade) }),
  refusals: [],
})

export const privateContract = [
  talks, recordTalks, absences, excuseOne, endExcuse, appraisal, beginAppraisal, appraise, finishAppraisal, registerMembers, myRecord,
]
