import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { AnyEndpoint } from '#base/contract.ts'
import type { Values } from '#base/web/draft.ts'
import { ChangedNote } from '#base/web/kit/ChangedNote.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FieldControl } from '#base/web/kit/FieldControl.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useActForm, type ActFormOptions } from '#base/web/kit/use-act-form.ts'
import { Warnings } from '#base/web/kit/Warnings.tsx'
import { words } from '#base/web/words.ts'

type Told = ReactNode | ((values: Values) => ReactNode)
const tell = (told: Told, values: Values) => (typeof told === 'function' ? told(values) : told)

interface Props<E extends AnyEndpoint> extends ActFormOptions<E> {
  /** the verb on the button: 设立, 保存 */
  submit: string
  danger?: boolean
  onCancel?: () => void
  /** what follows from a field just set: other fields' values */
  follows?: (field: string, values: Values) => Values
  /** above the fields: what this act does */
  intro?: Told
  /** below the fields, before the button: what would come of it */
  verdict?: Told
}

/**
 * A form that performs one act. Its content is kept on the device until the server acknowledges it; a refusal leaves
 * everything in place with its sentence; warnings want a tick; the act's id is made once, so that pressing twice does
 * the thing once.
 */
export function ActForm<E extends AnyEndpoint>(props: Props<E>) {
  const { submit: verb, danger, onCancel, follows, intro, verdict, ...options } = props
  const act = useActForm(options)
  const { form, changed, draft, shown, faults, error, warnings, seen, setSeen, busy, submit, change, onKeyDown } = act
  const { values, restored, discard } = draft
  const set = (field: string) => (value: unknown) => change(field, value, follows?.(field, { ...values, [field]: value }))
  const missing = Object.keys(faults).length
  return (
    <form ref={form} className="form" noValidate onSubmit={submit} onKeyDown={onKeyDown}>
      {restored && (
        <Note action={<Button onClick={discard}>{words.draftDiscard}</Button>}>{words.draftKept(momentOf(restored))}</Note>
      )}
      {tell(intro, values)}
      {shown.map((spec) => (
        <Field
          key={spec.name} label={spec.label} help={spec.help} optional={spec.optional} error={faults[spec.name]}
          group={spec.kind === 'choice'}
        >
          {(control) => <FieldControl spec={spec} value={values[spec.name]} set={set(spec.name)} control={control} />}
        </Field>
      ))}
      {tell(verdict, values)}
      {changed ? <ChangedNote {...changed} /> : <ErrorNote error={error} title={words.failedTitle} />}
      {warnings && <Warnings lines={warnings} seen={seen} setSeen={setSeen} />}
      {missing > 0 && <p className="field-error" role="alert">{words.mend(missing)}</p>}
      <div className="form-foot">
        <Button type="primary" danger={danger} htmlType="submit" loading={busy} disabled={warnings !== null && !seen}>
          {verb}
        </Button>
        {onCancel && <Button onClick={onCancel}>{words.cancel}</Button>}
      </div>
    </form>
  )
}
