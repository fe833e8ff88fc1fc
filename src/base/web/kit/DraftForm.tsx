import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import type { AnyEndpoint, InputOf, OutputOf, Problem } from '#base/contract.ts'
import { call, CallError } from '#base/web/call.ts'
import type { useDraft, Values } from '#base/web/draft.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FieldControl, type FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { filled } from '#base/web/kit/form-values.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useGuard } from '#base/web/kit/use-guard.ts'
import { words } from '#base/web/words.ts'
import '#base/web/style/draft-form.css'

export interface FieldGroup {
  title?: string
  /** two columns where there is room */
  pair?: boolean
  fields: FieldSpec[]
}

interface Props<E extends AnyEndpoint> {
  endpoint: E
  /** held by the caller: fields may fill each other in and depend on each other */
  draft: ReturnType<typeof useDraft>
  groups: FieldGroup[]
  submit: string
  /** what is sent, made from the fields shown that are not blank; the act's id is added */
  inputOf: (values: Values) => object
  /** a refusal that needs more than its sentence: what to show in its place */
  explain?: (problem: Problem) => ReactNode
  /** the field a refusal speaks about: its sentence stands there and the field gets the focus */
  fieldOf?: (problem: Problem) => string | null | undefined
  /** the draft outlives the page */
  kept?: boolean
  onChange?: (field: string, value: unknown) => void
  /** why there is nothing to submit yet */
  idle?: string | false
  onDone: (answer: OutputOf<E>, values: Values) => void
  onCancel?: () => void
  intro?: ReactNode
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** The field among the shown ones that a path of the contract ends at: `changes.born` is about `born`. */
const shownIn = (path: readonly unknown[], fields: FieldSpec[]) =>
  path.map(String).find((part) => fields.some((field) => field.name === part))

function faultsOf(endpoint: AnyEndpoint, fields: FieldSpec[], values: Values, input: object): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const field of fields) if (!field.optional && isBlank(values[field.name])) faults[field.name] = words.fillIn
  for (const issue of endpoint.input.safeParse(input).error?.issues ?? []) {
    const field = shownIn(issue.path, fields)
    if (field) faults[field] ??= issue.message
  }
  return faults
}

type FieldOf = Props<AnyEndpoint>['fieldOf']

function faultsIn(problem: Problem, fields: FieldSpec[], fieldOf: FieldOf): Record<string, string> {
  const named = (problem.faults ?? []).map((fault) => [shownIn(fault.field.split('.'), fields), fault.message] as const)
  const about = fieldOf?.(problem)
  const shown = fields.some((field) => field.name === about)
  const found = about && shown ? [...named, [about, problem.detail] as const] : named
  return Object.fromEntries(found.filter(([field]) => field !== undefined))
}

/**
 * ActForm for what is not flat: groups of fields that know of each other, an input of any shape, refusals that show a
 * way on.
 */
export function DraftForm<E extends AnyEndpoint>(props: Props<E>) {
  const { endpoint, draft, groups, submit, inputOf, explain, fieldOf, kept, idle, intro } = props
  const { onChange, onDone, onCancel } = props
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const told = useRef<HTMLDivElement>(null)
  const queries = useQueryClient()
  useGuard(draft.changed && !kept)
  useEffect(() => {
    if (error) told.current?.scrollIntoView({ block: 'nearest' })
  }, [error])
  const isShown = (field: FieldSpec) => !field.when || field.when(draft.values)
  const shown = groups.map((group) => ({ ...group, fields: group.fields.filter(isShown) }))
  const fields = shown.flatMap((group) => group.fields)

  const pointOut = (found: Record<string, string>) => {
    setFaults(found)
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  const fail = (caught: unknown) => {
    const problem = caught instanceof CallError ? caught.problem : null
    const found = problem ? faultsIn(problem, fields, fieldOf) : {}
    if (Object.keys(found).length > 0) pointOut(found)
    if (!problem?.faults && Object.keys(found).length > 0) return
    setError(caught)
    if (problem?.code === 'ledger.act-reused') draft.renew()
  }

  const send = async (input: InputOf<E>) => {
    setBusy(true)
    try {
      const answer = await call(endpoint, input)
      const { values } = draft
      draft.settle()
      await queries.invalidateQueries()
      onDone(answer, values)
    } catch (caught) {
      fail(caught)
    } finally {
      setBusy(false)
    }
  }

  const onSubmit = (event?: FormEvent) => {
    event?.preventDefault()
    if (busy || idle) return
    setError(null)
    const given = filled(Object.fromEntries(fields.map((field) => [field.name, draft.values[field.name]])))
    const input = { act: draft.act, ...inputOf(given) } as InputOf<E>
    const found = faultsOf(endpoint, fields, draft.values, input as object)
    if (Object.keys(found).length > 0) return pointOut(found)
    setFaults({})
    void send(input)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSubmit()
  }

  const change = (field: string) => (value: unknown) => {
    draft.set(field, value)
    onChange?.(field, value)
    if (faults[field]) setFaults(({ [field]: _, ...rest }) => rest)
  }

  const explained = error instanceof CallError ? explain?.(error.problem) : null
  const missing = Object.keys(faults).length
  return (
    <form ref={form} className="form" noValidate onSubmit={onSubmit} onKeyDown={onKeyDown}>
      {draft.restored && (
        <Note action={<Button onClick={draft.discard}>{words.draftDiscard}</Button>}>
          {words.draftKept(momentOf(draft.restored))}
        </Note>
      )}
      {intro}
      {shown.filter((group) => group.fields.length > 0).map((group) => (
        <div
          key={group.title ?? group.fields[0]!.name} className="form-group" role={group.title ? 'group' : undefined}
          aria-label={group.title}
        >
          {group.title && <h3 className="form-group-title" aria-hidden>{group.title}</h3>}
          <div className={group.pair ? 'form-pair' : 'form-group-fields'}>
            {group.fields.map((spec) => (
              <Field
                key={spec.name} label={spec.label} help={spec.help} optional={spec.optional} error={faults[spec.name]}
                group={spec.kind === 'choice'}
              >
                {(control) => (
                  <FieldControl spec={spec} value={draft.values[spec.name]} set={change(spec.name)} control={control} />
                )}
              </Field>
            ))}
          </div>
        </div>
      ))}
      <div ref={told}>{explained || <ErrorNote error={error} title={words.failedTitle} />}</div>
      {missing > 0 && <p className="field-error" role="alert">{words.mend(missing)}</p>}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!!idle}>{submit}</Button>
        {onCancel && <Button onClick={onCancel}>{words.cancel}</Button>}
        {idle && <span className="quiet">{idle}</span>}
      </div>
    </form>
  )
}
