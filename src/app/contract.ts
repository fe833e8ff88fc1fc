import { z } from 'zod'
import { actId, day, endpoint, line, name, needs, nothing, open, publicId, self } from '#base/contract.ts'

/** Permissions of the installation itself. */
export const permissions = {
  samples: 'installation.samples',
  realms: 'installation.realms',
  lookAround: 'installation.look-around',
  worklist: 'worklist.view',
} as const

const why = z
  .object({ rule: z.string(), sentence: z.string(), article: z.string(), grade: z.string(), from: z.string().nullable(), to: z.string().nullable(), toBeChecked: z.boolean() })
  .meta({ id: 'Why' })

const work = z
  .object({
    id: z.string(),
    title: z.string().meta({ description: '要办的事' }),
    about: z.string().meta({ description: '关于哪个组织或人' }),
    dueOn: z.string().nullable(),
    daysLeft: z.int().nullable(),
    why: why.nullable(),
    address: z.string().meta({ description: '办这件事的页面' }),
    verb: z.string().meta({ description: '按钮上的字' }),
    group: z.string().optional().meta({ description: '同类的事合称什么，多了就合成一行' }),
  })
  .meta({ id: 'WorkItem' })
export type WorkItem = z.output<typeof work>

export const workList = endpoint({
  name: 'app.work-list',
  method: 'GET',
  path: '/work',
  summary: '工作清单：现在要办的事、什么时候、为什么',
  guard: needs(permissions.worklist),
  input: nothing,
  output: z.object({ items: z.array(work) }),
  refusals: [],
})

export const openSample = endpoint({
  name: 'app.open-sample',
  method: 'POST',
  path: '/welcome/sample',
  summary: '首次运行：建一个示例世界，以示例职务随便看看',
  guard: open('还没有任何账号；凭控制台打印的一次性链接'),
  input: z.strictObject({ code: z.string().trim().min(10).max(60) }),
  output: z.object({ name: z.string() }),
  refusals: ['app.link-over', 'access.too-many-guesses'],
})

export const openOwn = endpoint({
  name: 'app.open-own',
  method: 'POST',
  path: '/welcome/own',
  summary: '首次运行：从自己的组织开始，设定第一位管理员',
  guard: open('还没有任何账号；凭控制台打印的一次性链接'),
  input: z.strictObject({
    act: actId,
    code: z.string().trim().min(10).max(60),
    administrator: name(50),
    login: z.string().trim().toLowerCase().regex(/^[a-z][a-z0-9._-]{2,30}$/, '登录名用字母开头的 3 到 31 位小写字母和数字'),
    password: z.string().min(1).max(128),
    kind: line(60),
    organisation: name(80),
    foundedOn: day,
    post: line(60).meta({ description: '本人在这个组织的职务' }),
  }),
  output: z.object({ name: z.string(), organisation: publicId }),
  refusals: ['app.link-over', 'access.too-many-guesses', 'access.password-weak', 'app.login-taken', 'app.post-not-of-kind', 'organisations.needs-superior', 'organisations.kind-unknown', 'organisations.day-in-future'],
})

export const sampleState = endpoint({
  name: 'app.sample-state',
  method: 'GET',
  path: '/samples',
  summary: '示例世界是否在、多大',
  guard: needs(permissions.samples),
  input: nothing,
  output: z.object({
    present: z.boolean(), organisations: z.int(), people: z.int(),
    removable: z.boolean().meta({ description: '已有自己的组织和管理员，删除示例不会把人锁在外面' }),
  }),
  refusals: [],
})

export const resetSample = endpoint({
  name: 'app.reset-sample',
  method: 'POST',
  path: '/samples/reset',
  summary: '把示例世界恢复原样',
  guard: needs(permissions.samples),
  input: z.strictObject({ act: actId }),
  output: z.object({ organisations: z.int(), people: z.int() }),
  refusals: [],
})

export const removeSample = endpoint({
  name: 'app.remove-sample',
  method: 'POST',
  path: '/samples/remove',
  summary: '删除示例世界和它的账号职务',
  guard: needs(permissions.samples),
  input: z.strictObject({ act: actId }),
  output: nothing,
  refusals: ['app.own-first'],
})

export const startOwn = endpoint({
  name: 'app.start-own',
  method: 'POST',
  path: '/realms',
  summary: '看过示例之后，开始用自己的组织',
  guard: needs(permissions.realms),
  input: z.strictObject({
    act: actId,
    administrator: name(50),
    login: z.string().trim().toLowerCase().regex(/^[a-z][a-z0-9._-]{2,30}$/, '登录名用字母开头的 3 到 31 位小写字母和数字'),
    password: z.string().min(1).max(128),
    kind: line(60),
    organisation: name(80),
    foundedOn: day,
    post: line(60),
  }),
  output: z.object({ name: z.string(), organisation: publicId }),
  refusals: ['access.password-weak', 'app.login-taken', 'app.post-not-of-kind', 'organisations.needs-superior', 'organisations.kind-unknown', 'organisations.day-in-future'],
})

export const practiceFile = endpoint({
  name: 'app.practice-file',
  method: 'GET',
  path: '/practice-roster',
  summary: '一份带错的示例名册，用来练习导入',
  guard: self('里面只有虚构的人'),
  input: nothing,
  output: z.unknown(),
  refusals: [],
  form: 'download',
})

export const contract = [workList, openSample, openOwn, sampleState, resetSample, removeSample, startOwn, practiceFile]
