import { kindsWords, matterKinds, type Mark, type MatterKind } from '#org-life/kinds.ts'
import { count } from '#org-life/rules/attendance.ts'

export interface MinutesOf {
  kinds: readonly string[]
  organisation: string
  occurredOn: string | null
  plannedOn: string
  starts: string | null
  place: string | null
  chair: string | null
  recorder: string | null
  guests: string
  topic: string
  oath: string | null
  roll: readonly { name: string; entitled: boolean; mark: Mark | null; reasonWords: string }[]
  matters: readonly {
    kind: MatterKind
    title: string
    record: string
    base: number | null
    present: number | null
    written: number
    votes: { for: number; against: number; abstain: number } | null
    passed: boolean | null
  }[]
}

const named = (people: readonly { name: string; reasonWords: string }[]): string =>
  people.map(({ name, reasonWords }) => (reasonWords ? `${name}（${reasonWords}）` : name)).join('、')

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
/** 一 to 九十九: the matters of one meeting. */
export const ordinal = (no: number): string => {
  const tens = Math.floor(no / 10)
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[no % 10]}`
}

/** The minutes grow from the record: head, attendance, one paragraph for each matter. Blanks stay blank. */
export function minutesOf(of: MinutesOf): string[] {
  const counted = count(of.roll)
  const absent = of.roll.filter(({ mark }) => mark === 'absent')
  const onLeave = of.roll.filter(({ mark }) => mark === 'leave')
  return [
    `${of.organisation}${kindsWords(of.kinds)}`.replace('支部支部', '支部').replace('支部团支部', '支部'),
    `时间：${of.occurredOn ?? of.plannedOn}${of.starts ? ` ${of.starts}` : ''}　地点：${of.place ?? ''}　主持：${of.chair ?? ''}　记录：${of.recorder ?? ''}`,
    `应到 ${counted.expected} 人（有表决权 ${counted.entitled} 人），实到 ${counted.present} 人（有表决权 ${counted.presentEntitled} 人）。`,
    ...(onLeave.length > 0 ? [`请假 ${onLeave.length} 人：${named(onLeave)}。`] : []),
    ...(absent.length > 0 ? [`缺席 ${absent.length} 人：${named(absent)}。`] : []),
    ...(of.guests ? [`列席：${of.guests}。`] : []),
    ...(of.topic ? [`主题：${of.topic}`] : []),
    ...(of.oath ? [`宣誓：《${of.oath}》`] : []),
    ...of.matters.map((matter, no) => paragraphOf(matter, no)),
  ]
}

function paragraphOf({ kind, title, record, base, present, written, votes, passed }: MinutesOf['matters'][number], no: number): string {
  const head = `${ordinal(no + 1)}、${matterKinds[kind].words}：${title}`
  const vote = votes
    ? `应到会有表决权 ${base} 人，实到 ${present} 人${written > 0 ? `，会前书面意见 ${written} 份` : ''}。表决：赞成 ${votes.for} 票，反对 ${votes.against} 票，弃权 ${votes.abstain} 票，${passed ? '通过' : '未通过'}。`
    : ''
  return [head, record, vote].filter(Boolean).join('\n')
}
