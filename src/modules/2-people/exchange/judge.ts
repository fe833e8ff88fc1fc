import { addYears, type Day } from '#base/day.ts'
import type { RowReading } from '#exchange/columns.ts'
import type { Identity, RowFault } from '#exchange/kind.ts'
import type { IdNumber } from '#exchange/values/id-number.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import { areDatesLawful, isMinor } from '#people/rules.ts'
import { statusCodes, statusWords } from '#people/statuses.ts'

/** A row of a roster, understood. Blank cells and missing columns are null: the sheet does not tell. */
export interface RosterValues {
  name: string
  sex: '男' | '女' | null
  born: Day | null
  /** only the month is known: agrees with any day of it */
  months: ('born' | 'joinedOn' | 'fullOn')[]
  nation: string | null
  education: string | null
  category: string | null
  job: string | null
  idNumber: string | null
  phone: string | null
  address: string | null
  guardian: string | null
  guardianPhone: string | null
  lost: boolean | null
  lostSince: Day | null
  floating: boolean | null
  floatingSince: Day | null
  floatingTo: string | null
  /** in words, as the page shows it */
  status: string | null
  /** what a new member is entered as; the sheet may leave it open */
  statusCode: string
  joinedOn: Day | null
  fullOn: Day | null
  posts: string | null
  place: string | null
}

type Read = Partial<Record<string, unknown>>
const textOf = (read: Read, field: string): string | null => (typeof read[field] === 'string' && read[field] !== '' ? read[field] : null)

/** A row across its cells: the ID number fills in and checks birth and sex, dates stand in their order, a child has a guardian. */
export function judgeRow(line: RosterLine, reading: RowReading, today: Day): { values: RosterValues; faults: RowFault[] } {
  const read = reading.values
  const faults: RowFault[] = []
  const id = (read['idNumber'] ?? null) as IdNumber | null
  const values: RosterValues = {
    ...plain(read), ...absences(read), ...statusIn(line, read, today),
    months: reading.notes.filter(({ note }) => note === 'month-only').map(({ field }) => field) as RosterValues['months'],
    idNumber: id?.number ?? null,
  }
  if (id) agree(values, id, faults)
  const lawful = areDatesLawful({ born: values.born, joined: values.joinedOn, full: values.fullOn }, today)
  if (!lawful.ok) faults.push({ field: values.joinedOn ? 'joinedOn' : 'fullOn', code: 'dates-not-lawful', facts: { why: String(lawful.facts?.['why']) } })
  const isChild = isMinor(values.born, today)
  if (isChild && values.guardian === null && !reading.faults.some(({ field }) => field === 'guardian')) faults.push({ field: 'guardian', code: 'guardian-missing' })
  return { values, faults }
}

function plain(read: Read) {
  const text = (field: string) => textOf(read, field)
  return {
    name: text('name') ?? '',
    sex: text('sex') as RosterValues['sex'],
    born: text('born'),
    nation: text('nation'),
    education: text('education'),
    job: text('job'),
    phone: text('phone'),
    address: text('address'),
    guardian: text('guardian'),
    guardianPhone: text('guardianPhone'),
    joinedOn: text('joinedOn'),
    fullOn: text('fullOn'),
    posts: text('posts'),
    place: text('place'),
  }
}

/** 失联 and 流动: yes, no, or a day; a day or a place says yes. */
function absences(read: Read) {
  const [lostSince, floatingSince] = [textOf(read, 'lostSince') ?? textOf(read, 'lost'), textOf(read, 'floatingSince') ?? textOf(read, 'floating')]
  const floatingTo = textOf(read, 'floatingTo')
  const said = (field: string) => (typeof read[field] === 'boolean' ? read[field] : null)
  return {
    lost: lostSince !== null ? true : said('lost'),
    lostSince,
    floating: floatingSince !== null || floatingTo !== null ? true : said('floating'),
    floatingSince,
    floatingTo,
  }
}

function statusIn(line: RosterLine, read: Read, today: Day) {
  const words = textOf(read, 'status')
  const suspended = line === 'party' && read['standing'] === '停止' ? 'suspended' : null
  const code = suspended ?? statusCodes(line).find((one) => statusWords(line, one) === words) ?? null
  return {
    status: code === null ? null : statusWords(line, code),
    statusCode: code ?? usualStatus(line, textOf(read, 'joinedOn'), textOf(read, 'fullOn'), today),
    category: textOf(read, 'category') ?? (code === null ? words : null),
  }
}

/** A list of members that says nothing more: full, or in the first year after joining probationary. */
function usualStatus(line: RosterLine, joinedOn: Day | null, fullOn: Day | null, today: Day): string {
  if (line !== 'party') return 'member'
  return fullOn === null && joinedOn !== null && joinedOn > addYears(today, -1) ? 'probationary' : 'full'
}

function agree(values: RosterValues, { born, sex }: IdNumber, faults: RowFault[]): void {
  const month = values.months.includes('born') && values.born?.slice(0, 7) === born.slice(0, 7)
  if (values.born !== null && values.born !== born && !month) faults.push({ field: 'born', code: 'born-differs', proposal: born, facts: { born } })
  if (values.sex !== null && values.sex !== sex) faults.push({ field: 'sex', code: 'sex-differs', proposal: sex, facts: { sex } })
  Object.assign(values, { born, sex, months: values.months.filter((one) => one !== 'born') })
}

export const identityOf = (values: RosterValues): Identity | null =>
  values.name === ''
    ? null
    : {
        field: values.idNumber === null ? 'name' : 'idNumber',
        strong: values.idNumber,
        alike: values.name,
        more: { born: values.born, place: values.place },
      }

/** Two ID numbers are two persons. Without one: the same birth date, or where that is not told the same organisation. */
export function isSamePerson(one: Identity, other: Identity): boolean {
  if (one.strong !== null && other.strong !== null) return one.strong === other.strong
  if (one.alike !== other.alike) return false
  const [born, theirs] = [one.more['born'], other.more['born']]
  return born && theirs ? born === theirs : one.more['place'] === other.more['place']
}
