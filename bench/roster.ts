import { addDays } from '#base/day.ts'
import { seeded } from '#base/seeded.ts'
import { writeXlsx } from 'hucre/xlsx'
import { idNumber, phoneNumber } from '#app/samples/identity.ts'
import { inventPerson } from '#app/samples/names.ts'

/** Nobody of the loaded country has a number of this area. */
const area = '990901'
const birthdays = 14_600
const headers = [
  '序号', '姓名', '性别', '公民身份号码', '民族', '出生日期', '学历', '人员类别', '所在党支部', '入党日期', '转正日期', '联系电话', '家庭住址', '工作岗位',
]

export interface RosterPerson {
  cells: string[]
  name: string
  branch: number
}

/** A person as a line of a party roster, one of many in the branches named. */
function personAt(at: number, branches: readonly string[]): RosterPerson {
  const chance = seeded(at + 77)
  const { name, sex, nation } = inventPerson(chance)
  const born = addDays('1958-01-01', (at * 7919) % birthdays)
  const joined = addDays(born, 365 * 22 + chance.whole(0, 300))
  const branch = Math.floor(at / 25) % branches.length
  const number = idNumber(born, sex, Math.floor(at / birthdays), area)
  const dotted = (day: string) => day.replaceAll('-', '.')
  const cells = [
    String(at + 1), name, sex, number, nation, dotted(born), '大学本科', '正式党员', branches[branch]!, dotted(joined), dotted(addDays(joined, 366)),
    phoneNumber(at), `测量市测量区测量路${(at % 900) + 1}号`, '职员',
  ]
  return { cells, name, branch }
}

export const rosterOf = (rows: number, branches: readonly string[]): RosterPerson[] => Array.from({ length: rows }, (_, at) => personAt(at, branches))

export const asSheet = (people: RosterPerson[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name: '党员名册', rows: [headers, ...people.map(({ cells }) => cells)] }] })
