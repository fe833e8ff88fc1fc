import { heading, orBlank, text, type Block, type Paper, type Run } from '#base/paper/blocks.ts'
import type { MatterView, MeetingView, RollRow } from '#org-life/contract.ts'
import { paperCode } from '#org-life/print/rules.ts'
import { words } from '#org-life/print/words.ts'
import { leaveWords } from '#org-life/words.ts'

/** What a form prints of a meeting, whichever read model it comes from. */
export type Recorded =
  & Pick<MeetingView,
    | 'id' | 'state' | 'stateWords' | 'on' | 'starts' | 'place' | 'words' | 'organisation' | 'group' | 'topic' | 'guests' | 'oath' | 'chair' | 'recorder'
    | 'counted' | 'minutes' | 'recorderSigned' | 'chairSigned' | 'lateWords' | 'onPaper' | 'revision' | 'revisionReason' | 'cancelReason' | 'occurredOn'>
  & { roll: Pick<RollRow, 'person' | 'mark' | 'reason'>[]; matters: Pick<MatterView, 'title' | 'votes' | 'passed'>[]; quorum: unknown }

/** Not held yet: what is known of it is printed, the rest is room for a pen. */
export const isAhead = ({ state }: Pick<MeetingView, 'state'>): boolean => state === 'planned' || state === 'noticed'

export const codeOf = ({ id }: Pick<MeetingView, 'id'>): string => paperCode('meeting', id)
export const addressOf = (origin: string, code: string): string => `${origin}/org-life/codes/${code}`
export const whenOf = (view: Pick<MeetingView, 'on' | 'starts'>): string => `${view.on}${view.starts ? ` ${view.starts}` : ''}`

/** Room for a date written by hand. */
export const dateRoom = (): Run[] => words.yearMonthDay.flatMap((unit): Run[] => [{ blank: unit === words.yearMonthDay[0] ? 3 : 2 }, unit])

const named = (roll: Recorded['roll'], mark: 'leave' | 'absent'): string =>
  roll.filter((one) => one.mark === mark).map(({ person, reason }) => words.ofOnePerson(person.name, reason ? leaveWords[reason] : '')).join('、')

/** Who was away: told when it was held, else room for it. */
const away = (view: Recorded, mark: 'leave' | 'absent'): Run[] => (isAhead(view) ? orBlank(null, 28) : [named(view.roll, mark) || words.none])

function present(view: Recorded): Run[] {
  if (isAhead(view)) return [{ blank: 3 }, words.peopleRoom, { blank: 3 }, words.peopleEnd]
  return [words.people(view.counted.present, view.counted.presentEntitled)]
}

function factsOf(view: Recorded): Block {
  const { counted, group, organisation } = view
  return {
    kind: 'meta',
    rows: [
      [{ label: words.meeting, value: [view.words] }, { label: group ? words.group : words.organisation, value: [(group ?? organisation).name] }],
      [
        { label: words.time, value: [isAhead(view) ? words.planned(whenOf(view)) : whenOf(view)] },
        { label: words.place, value: orBlank(view.place, 10) },
      ],
      ...(isAhead(view) ? [[{ label: words.heldOn, value: dateRoom() }]] : []),
      [{ label: words.chair, value: orBlank(view.chair?.name, 8) }, { label: words.recorder, value: orBlank(view.recorder?.name, 8) }],
      [{ label: words.expected, value: [words.people(counted.expected, counted.entitled)] }, { label: words.present, value: present(view) }],
      [{ label: words.leave, value: away(view, 'leave') }],
      [{ label: words.absent, value: away(view, 'absent') }],
      [{ label: words.guests, value: view.guests ? [view.guests] : isAhead(view) ? orBlank(null, 28) : [words.none] }],
      [{ label: words.topic, value: orBlank(view.topic, 28) }],
    ],
  }
}

/** One paragraph of the minutes: the very text that the record shows, its first line as heading. */
function matterOf(minute: string): Block[] {
  const [head, ...rest] = minute.split('\n')
  return [heading(head!, 2), ...rest.map((line) => text(line))]
}

const voteRoom = (base: number): Block => {
  const [start, known, was, forVotes, against, abstain, result] = words.voteRoom(base)
  const room = { blank: 3 }
  return text(start, known, was, room, forVotes, room, against, room, abstain, room, result, room)
}

/** Room for what will be dealt with: the matters known, and some more. */
function matterRooms(view: Recorded): Block[] {
  const known = matterTexts(view).map((minute) => minute.split('\n')[0]!)
  const rooms = [...known, ...Array.from({ length: Math.max(3 - known.length, 1) }, (_, at) => words.matterRoom(known.length + at))]
  return rooms.flatMap((head): Block[] => [heading(head, 2), { kind: 'lines', count: 6 }, ...(view.quorum ? [voteRoom(view.counted.entitled)] : [])])
}

const matterTexts = ({ minutes, matters }: Recorded): string[] => (matters.length === 0 ? [] : minutes.slice(-matters.length))

function signature(role: string, name: string | null, signed: MeetingView['chairSigned']) {
  if (!signed) return { role, value: orBlank(null, 8), on: [words.date, ...dateRoom()] }
  return { role, value: orBlank(name, 8), on: [signed.how === 'self' ? words.signedSelf(signed.on) : words.signedPaper(signed.on)] }
}

function remarksOf(view: Recorded): Block[] {
  const remarks = [
    view.lateWords ?? '', view.onPaper && !isAhead(view) ? words.onPaper : '',
    view.revision > 1 ? words.revised(view.revision, view.revisionReason ?? '') : '', view.cancelReason ? words.cancelled(view.cancelReason) : '',
    isAhead(view) || view.state === 'locked' ? '' : words.notLocked(view.stateWords),
  ]
  return remarks.filter(Boolean).map((line) => ({ kind: 'note', text: line }))
}

/** The record without its head: also what a handbook holds of each meeting. */
export const bodyOf = (view: Recorded): Block[] => [
  factsOf(view),
  ...(view.oath ? [text(words.oath(view.oath))] : []),
  ...(isAhead(view) ? matterRooms(view) : matterTexts(view).flatMap(matterOf)),
  {
    kind: 'signs',
    signs: [
      signature(words.recorderSigns, view.recorder?.name ?? null, view.recorderSigned),
      signature(words.chairSigns, view.chair?.name ?? null, view.chairSigned),
    ],
  },
  ...remarksOf(view),
]

/** 会议记录: the record as it stands; of a meeting not held yet, the form to fill in by hand. */
export function recordPaper(view: Recorded, origin: string): Paper {
  const code = codeOf(view)
  const [title, hint] = isAhead(view) ? [words.blankRecord, words.codeOfBlank] : [words.record, words.codeOfRecord]
  return {
    name: words.file(words.record, view.organisation.name, `${view.on}${view.words}`),
    code,
    foot: view.organisation.name,
    blocks: [
      { kind: 'code', code, address: addressOf(origin, code), words: hint },
      { kind: 'title', text: title, under: view.organisation.name },
      ...bodyOf(view),
    ],
  }
}
