import { formDays, type SampleMembership, type SamplePerson, type SampleWorld } from '#app/samples/sample-world.ts'

/** The columns of the official 党员信息采集表, in its order; `XX支部` by the short name that offices use. */
export const rosterColumns = [
  '姓名', '性别', '公民身份号码', '民族', '出生日期', '学历', '人员类别', '所在支部', '入党日期', '转正日期', '工作岗位',
  '联系电话', '家庭住址',
] as const

export type RosterColumn = (typeof rosterColumns)[number]
export type RosterRow = Record<RosterColumn, string>

/**
 * The party members of a branch, or of all branches below a committee, as an office's list has them. 人员类别 is here what
 * the form means by it: 正式党员 or 预备党员. People on the way into the Party stand on other lists.
 */
export function rosterOf(world: SampleWorld, organisation: string): RosterRow[] {
  const branches = world.organisations.filter((one) => isBelow(world, one.key, organisation))
  return branches.flatMap((branch) =>
    world.persons.flatMap((person) => {
      const membership = person.memberships.find((one) => one.organisation === branch.key)
      return membership !== undefined && isPartyMember(membership) ? [rowOf(person, membership, branch.name)] : []
    }))
}

const isPartyMember = (membership: SampleMembership): boolean =>
  membership.status === 'full' || membership.status === 'probationary'

function isBelow(world: SampleWorld, key: string | null, upper: string): boolean {
  if (key === null || key === upper) return key === upper
  return isBelow(world, world.organisations.find((one) => one.key === key)!.parent, upper)
}

function rowOf(person: SamplePerson, membership: SampleMembership, branch: string): RosterRow {
  const { joined, full } = formDays(membership)
  return {
    姓名: person.name,
    性别: person.sex,
    公民身份号码: person.idNumber,
    民族: person.nation,
    出生日期: person.born,
    学历: person.education,
    人员类别: membership.status === 'full' ? '正式党员' : '预备党员',
    所在支部: branch,
    入党日期: joined ?? '',
    转正日期: full ?? '',
    工作岗位: person.job,
    联系电话: person.phone ?? '',
    家庭住址: person.address,
  }
}
