import { blank, orBlank, type Paper, type Run } from '#base/paper/blocks.ts'
import type { MeetingView } from '#org-life/contract.ts'
import { addressOf, codeOf, isAhead, whenOf } from '#org-life/print/forms/record.ts'
import { words } from '#org-life/print/words.ts'

const guests = 4

/** 签到表: everyone who must attend, by name, with room to sign; why somebody was away is nobody's business here. */
export function signInPaper(view: MeetingView, origin: string): Paper {
  const code = codeOf(view)
  const rows: Run[][][] = view.roll.map(({ person, statusWords, mark }, at) =>
    [[`${at + 1}`], [person.name], [statusWords], [], [words.markOnPaper(mark)]])
  const rooms: Run[][][] = Array.from({ length: guests }, (_, at) => [[`${rows.length + at + 1}`], [], [words.guest], [], []])
  return {
    name: words.file(words.signIn, view.organisation.name, `${view.on}${view.words}`),
    code,
    foot: view.organisation.name,
    blocks: [
      { kind: 'code', code, address: addressOf(origin, code), words: isAhead(view) ? words.codeOfBlank : words.codeOfRecord },
      { kind: 'title', text: words.signIn, under: `${view.organisation.name}　${view.words}` },
      {
        kind: 'meta',
        rows: [
          [
            { label: words.time, value: [isAhead(view) ? words.planned(whenOf(view)) : whenOf(view)] },
            { label: words.place, value: orBlank(view.place, 10) },
          ],
          [{ label: words.chair, value: orBlank(view.chair?.name, 8) }, { label: words.recorder, value: orBlank(view.recorder?.name, 8) }],
          [
            { label: words.expected, value: [words.people(view.counted.expected, view.counted.entitled)] },
            { label: words.present, value: isAhead(view) ? blank(6) : [words.people(view.counted.present, view.counted.presentEntitled)] },
          ],
        ],
      },
      {
        kind: 'table', words: words.signIn, tall: true, rows: [...rows, ...rooms],
        columns: [
          { words: words.number, width: 2 }, { words: words.name, width: 4 }, { words: words.status, width: 4 }, { words: words.signature, width: 6 },
          { words: words.remark, width: 5 },
        ],
      },
      { kind: 'note', text: words.signNote },
    ],
  }
}
