import type { ControlProps } from '#base/web/kit/Field.tsx'
import { kindOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { flagWords } from '#organisations/words.ts'

interface Props {
  kind: KindCode
  value: unknown
  set: (value: unknown) => void
  control: ControlProps
}

/** The forms a body of the kind may take: 联合, 临时, 直属, 学生. */
export function FormsField({ kind, value, set, control }: Props) {
  const chosen = Array.isArray(value) ? (value as Flag[]) : []
  const toggle = (flag: Flag, on: boolean) => set(on ? [...chosen, flag] : chosen.filter((one) => one !== flag))
  return (
    <div className="choice" id={control.id} role="group" aria-describedby={control['aria-describedby']}>
      {kindOf(kind).flags.map((flag) => (
        <label key={flag}>
          <input
            type="checkbox" checked={chosen.includes(flag)} onChange={(event) => toggle(flag, event.target.checked)}
          />
          {flagWords[flag]}
        </label>
      ))}
    </div>
  )
}
