import { allow, refuse, type Decision } from '#base/decision.ts'
import { blank, text, type Block, type Paper, type Run } from '#base/paper/blocks.ts'
import type { AppraisalView, AppraisedView } from '#org-life/appraisal/contract.ts'
import { gradeWords, registrationWords } from '#org-life/appraisal/words.ts'
import { grades } from '#org-life/kinds.ts'
import type { Nominal } from '#org-life/print/forms/appraisal.ts'
import { addressOf, dateRoom } from '#org-life/print/forms/record.ts'
import { paperCode } from '#org-life/print/rules.ts'
import { words } from '#org-life/print/words.ts'

function sheet({ organisation, year }: AppraisalView, title: string, origin: string, blocks: Block[]): Paper {
  const code = paperCode('appraisal', organisation.id, String(year))
  return {
    name: words.file(title, organisation.name, `${year}`), code, foot: organisation.name,
    blocks: [{ kind: 'code', code, address: addressOf(origin, code), words: words.codeOfBook }, ...blocks],
  }
}

/** One ballot, to be copied for everyone who votes: names and four columns, nothing that could tell whose it is. */
export function ballotPaper(view: AppraisalView, members: readonly Nominal[], origin: string): Paper {
  const title = words.ballot(view.line)
  const rows = members.map((one, at): Run[][] => [[`${at + 1}`], [one.name], ...grades.map((): Run[] => (one.graded ? [] : ['—']))])
  return sheet(view, title, origin, [
    { kind: 'title', text: title, under: `${view.organisation.name}　${words.ofYear(view.year)}` },
    { kind: 'note', text: words.ballotHint },
    {
      kind: 'table', words: title, tall: true, rows,
      columns: [{ words: words.number, width: 3 }, { words: words.name, width: 6 }, ...grades.map((grade) => ({ words: gradeWords[grade], width: 5 }))],
    },
  ])
}

function slipOf(view: AppraisalView, { person, grade, remark, registration }: AppraisedView): Block[] {
  const said = grade ? words.resultOf(person.name, view.year, gradeWords[grade]) : words.resultUngraded(person.name, view.year)
  return [
    { kind: 'heading', text: `${words.results(view.line)}　${person.name}`, level: 2 },
    text(said),
    ...(remark ? [text(words.resultRemark(remark))] : []),
    ...(registration ? [text(words.resultRegistration(registrationWords[registration]))] : []),
    { kind: 'note', text: words.resultHint },
    { kind: 'signs', signs: [{ role: words.secretarySigns, value: blank(8), on: [words.date, ...dateRoom()] }, { role: words.ownSignature, value: blank(8), on: [words.date, ...dateRoom()] }] },
  ]
}

/** One slip for each member, handed to that member alone; only when the result stands. */
export function resultsPaper(view: AppraisalView, origin: string): Decision<Paper, 'org-life.not-finished'> {
  const held = view.appraisal
  if (!held?.finishedOn) return refuse('org-life.not-finished')
  const title = words.results(view.line)
  const blocks = held.rows.flatMap((row, at): Block[] => [...(at > 0 && at % 3 === 0 ? [{ kind: 'break' as const }] : []), ...slipOf(view, row)])
  return allow(sheet(view, title, origin, [{ kind: 'title', text: title, under: `${view.organisation.name}　${words.ofYear(view.year)}` }, ...blocks]))
}
