import { isKind, lineOf } from '#organisations/kinds.ts'
import '#organisations/web/organisations.css'

/** The colour of a line beside its name; never without the word. */
export function LineMark({ line }: { line: string }) {
  return <span className={`line-mark line-${line}`} aria-hidden />
}

/** What kind of organisation it is, with the mark of its line: ▪ 联合党支部 */
export function KindTag({ kind, words }: { kind: string; words: string }) {
  return (
    <span className="kind">
      {isKind(kind) && <LineMark line={lineOf(kind)} />}
      <span className="kind-words">{words}</span>
    </span>
  )
}
