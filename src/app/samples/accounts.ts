import type { Draft } from '#app/samples/draft.ts'
import type { SampleAccount, SamplePerson } from '#app/samples/sample-world.ts'
import type { PostCode } from '#organisations/posts.ts'

const seats: readonly [login: string, title: string, organisation: string, post: PostCode][] = [
  ['zhibu', '党支部书记（晨光学校）', 'school-party', 'party.branch.secretary'],
  ['xiaozhang', '校长（晨光学校）', 'school-party', 'party.branch.deputy-secretary'],
  ['tuanwei', '团委书记（晨光学校）', 'school-league', 'league.committee.secretary'],
  ['gonghui', '工会主席（晨光学校）', 'school-union', 'union.base.chair'],
  ['fudaoyuan', '少先队辅导员（晨光学校）', 'school-pioneers', 'pioneers.brigade.counsellor'],
  ['yinhang', '党委书记（远山银行同心支行）', 'bank-party', 'party.committee.secretary'],
  ['tuangongwei', '团工委书记（翠湖街道）', 'street-league', 'league.working-committee.secretary'],
  ['zuzhibu', '区委组织部干事', 'party-district', 'party.local-committee.organisation-officer'],
  ['tuanqu', '团区委干事', 'league-district', 'league.local-committee.office-officer'],
]

/** People to look around as. The administrator runs the installation and belongs to no body (三员). */
export function accountsOf(draft: Draft): SampleAccount[] {
  const { persons } = draft.world
  const seated = seats.map(([login, title, organisation, post]) => {
    const person = persons.find((one) => one.posts.some((seat) =>
      seat.organisation === organisation && seat.post === post && seat.until === null))
    if (person === undefined) throw new Error(`nobody is ${post} of ${organisation}`)
    return { login, person: person.key, title, post: { organisation, post }, administrator: false }
  })
  const member = persons.find(isPlainMember)!
  const administrator = draft.person({
    ages: [30, 45], category: '事业单位工作人员', job: '信息中心工程师', education: '大学本科',
  })
  return [
    ...seated,
    { login: 'dangyuan', person: member.key, title: '普通党员（柳桥社区）', post: null, administrator: false },
    { login: 'guanliyuan', person: administrator.key, title: '系统管理员', post: null, administrator: true },
  ]
}

/** Where the plain member stands whom one may look around as. */
export const memberBranch = 'willow-party'

const isPlainMember = (person: SamplePerson): boolean =>
  person.posts.length === 0 && person.unit === null &&
  person.memberships.some((one) => one.organisation === memberBranch && one.status === 'full') && person.lost === null
