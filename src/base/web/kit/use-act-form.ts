import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import type { AnyEndpoint, InputOf, OutputOf } from '#base/contract.ts'
import { call, CallError } from '#base/web/call.ts'
import { useDraft, type Values } from '#base/web/draft.ts'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { besideOf } from '#base/web/kit/beside.ts'
import { faultsOf, filled } from '#base/web/kit/form-values.ts'
import { useGuard } from '#base/web/kit/use-guard.ts'

export interface ActFormOptions<E extends AnyEndpoint> {
  endpoint: E
  /** may depend on what is filled in so far */
  fields: FieldSpec[] | ((values: Values) => FieldSpec[])
  initial?: Values
  /** sent along, not shown: the thing acted on */
  fixed?: Partial<InputOf<E>>
  /** where the draft is kept on the device; without it nothing is kept */
  draftKey?: string
  /** the endpoint takes no act id (sign-in) */
  noAct?: boolean
  /** the version of the thing as it stands now: the form holds the one it was opened with, and is refused if they differ */
  seen?: number
  /** what stands in the fields now, where `initial` does not tell */
  now?: Values
  /** what is sent for what is filled in; as it stands, if not given */
  send?: (values: Values) => Values
  onDone: (answer: OutputOf<E>, values: Values) => unknown
}

const nothing: Values = {}
/** In the draft: a form taken up again days later still knows what it was typed against. */
const seenField = '.seen'
const isSensitive = (field: FieldSpec) => field.sensitive || field.kind === 'secret'

/** The lines of a refusal that only warns (`….warned`), or null for any other. */
function warningsOf(error: unknown): string[] | null {
  if (!(error instanceof CallError) || !error.problem.code.endsWith('.warned')) return null
  return String(error.problem.facts?.['warnings'] ?? '').split('\n').filter(Boolean)
}

/** Somebody else changed the thing since the form was opened. */
const isChanged = (error: unknown): error is CallError => error instanceof CallError && error.problem.code === 'ledger.changed-meanwhile'

const faultsIn = (error: unknown): Record<string, string> =>
  Object.fromEntries(((error instanceof CallError && error.problem.faults) || []).map((fault) => [fault.field.split('.')[0]!, fault.message]))

/** What a form that performs one act remembers: draft, faults, refusal, and the warnings seen. */
export function useActForm<E extends AnyEndpoint>(options: ActFormOptions<E>) {
  const { endpoint, fields, initial = nothing, fixed, draftKey, noAct, seen: version, send = (values) => values, onDone } = options
  const started = version === undefined ? initial : { ...initial, [seenField]: version }
  // grows as sensitive fields are filled in, and stays: one that is hidden again must not be written down either
  const sensitive = useRef<string[]>([])
  const draft = useDraft(draftKey, started, sensitive)
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [error, setError] = useState<unknown>(null)
  const [warnings, setWarnings] = useState<string[] | null>(null)
  const [seen, setSeen] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const queries = useQueryClient()
  const declared = typeof fields === 'function' ? fields(draft.values) : fields
  const shown = declared.filter((field) => !field.when || field.when(draft.values))
  useGuard(draft.changed && !draftKey && !noAct)

  const pointOut = (found: Record<string, string>) => {
    setFaults(found)
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  const refused = (caught: unknown) => {
    const lines = warningsOf(caught)
    setWarnings(lines)
    if (!lines) setError(caught)
    // what stands there now is read, to be shown beside what was typed
    if (isChanged(caught)) void queries.invalidateQueries()
    // the next attempt says more than this one: it is another act
    if (lines || (caught instanceof CallError && caught.problem.code === 'ledger.act-reused')) draft.renew()
    const found = faultsIn(caught)
    if (Object.keys(found).length > 0) pointOut(found)
  }

  const perform = async (input: InputOf<E>) => {
    setBusy(true)
    try {
      const answer = await call(endpoint, input)
      const values = draft.values
      draft.settle()
      await queries.invalidateQueries()
      await onDone(answer, values)
    } catch (caught) {
      refused(caught)
    } finally {
      setBusy(false)
    }
  }

  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    sendSeeing(draft.values[seenField])
  }

  const sendSeeing = (version: unknown) => {
    if (busy || (warnings && !seen)) return
    setError(null)
    const values = Object.fromEntries(shown.map((field) => [field.name, draft.values[field.name]]))
    const around = { ...(!noAct && { act: draft.act }), ...fixed, ...(version !== undefined && { version }) }
    const input = { ...around, ...filled(send(values)), ...(warnings && { confirmed: true }) } as InputOf<E>
    const found = faultsOf(endpoint.input, shown, draft.values, input as Values)
    if (Object.keys(found).length > 0) return pointOut(found)
    setFaults({})
    void perform(input)
  }

  const change = (field: string, value: unknown, following: Values = {}) => {
    sensitive.current = [...new Set([...sensitive.current, ...declared.filter(isSensitive).map((spec) => spec.name)])]
    for (const [name, next] of Object.entries({ [field]: value, ...following })) draft.set(name, next)
    // other content, other warnings
    setWarnings(null)
    setSeen(false)
    if (faults[field]) setFaults(({ [field]: _, ...rest }) => rest)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }
  const changed = isChanged(error) && {
    told: error.message,
    rows: besideOf(shown, { ...initial, ...options.now }, draft.values),
    onKeep: () => {
      draft.set(seenField, version)
      sendSeeing(version)
    },
    onDrop: () => {
      setError(null)
      draft.discard()
    },
  }
  return { changed, draft, shown, faults, error, warnings, seen, setSeen, busy, form, submit, change, onKeyDown }
}
