import type { OutputOf } from '#base/contract.ts'
import { linkTo } from '#base/web/call.ts'
import { Field } from '#base/web/kit/Field.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { template, type kinds } from '#exchange/contract.ts'
import { words } from '../words.ts'

type Kinds = OutputOf<typeof kinds>['kinds']

interface Props {
  organisation: string
  kinds: Kinds
  value: string
  onChange: (kind: string) => void
}

/** What kind of sheet it is: what the organisation can take, or whatever the columns tell. */
export function KindChoice({ organisation, kinds: offered, value, onChange }: Props) {
  if (offered.length === 0) return <Note kind="warn">{words.whatNone}</Note>
  const chosen = offered.find(({ kind }) => kind === value)
  const choices = [{ kind: '', words: words.whatAuto }, ...offered]
  const blank = chosen && (
    <a href={linkTo(template, { organisation, kind: value })} download>
      {words.template(chosen.words)}
    </a>
  )
  return (
    <Field label={words.what} help={blank} group>
      {({ id }) => (
        <div className="choice">
          {(offered.length > 1 ? choices : offered).map(({ kind, words: named }) => (
            <label key={kind}>
              <input
                type="radio"
                name={id}
                checked={(offered.length > 1 ? value : offered[0]!.kind) === kind}
                onChange={() => onChange(kind)}
              />
              {named}
            </label>
          ))}
        </div>
      )}
    </Field>
  )
}
