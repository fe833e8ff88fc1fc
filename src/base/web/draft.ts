import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { newId } from '#base/id.ts'

export type Values = Record<string, unknown>

/** What a person typed and has not yet been acknowledged, with the id of the act it will become. */
export interface Draft {
  act: string
  values: Values
  savedAt: string
}

let owner = ''

/** Drafts belong to an account: the next person at this desk does not find them. Told by the shell. */
export const keepDraftsFor = (login: string) => void (owner = login)

const place = (key: string) => `tx.draft.${owner}.${key}`

export function readDraft(key: string): Draft | null {
  try {
    const found = JSON.parse(localStorage.getItem(place(key)) ?? 'null') as Draft | null
    return found && typeof found.act === 'string' && typeof found.values === 'object' ? found : null
  } catch {
    return null
  }
}

function write(key: string, draft: Draft | null) {
  try {
    if (draft) localStorage.setItem(place(key), JSON.stringify(draft))
    else localStorage.removeItem(place(key))
  } catch {
    // no storage: the draft lives as long as the page
  }
}

/** Removes every draft from this device. */
export function forgetDrafts() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('tx.draft.')) localStorage.removeItem(key)
  } catch {
    // nothing was kept
  }
}

/** The values without the fields that must never rest on a device. */
export const withoutSensitive = (values: Values, sensitive: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !sensitive.includes(field)))

/** Names of fields that must never rest on a device; a ref where they become known while filling in. */
type Sensitive = readonly string[] | RefObject<string[]>
const none: Sensitive = []

/**
 * A form's content, kept on the device under `key` until `settle()` is called after the server has acknowledged it.
 * Without a key nothing is kept. Sensitive fields are held in memory only.
 */
export function useDraft(key: string | undefined, initial: Values, sensitive: Sensitive = none) {
  const [found] = useState(() => (key ? readDraft(key) : null))
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...found?.values }))
  const [restored, setRestored] = useState<string | null>(found?.savedAt ?? null)
  const [first, setFirst] = useState(values)
  const [act, setAct] = useState(() => found?.act ?? newId())
  const touched = useRef(found !== null)

  useEffect(() => {
    if (!key || !touched.current) return
    const left = 'current' in sensitive ? sensitive.current : sensitive
    write(key, { act, values: withoutSensitive(values, left), savedAt: new Date().toISOString() })
  }, [key, act, values, sensitive])

  const set = useCallback((field: string, value: unknown) => {
    touched.current = true
    setValues((before) => ({ ...before, [field]: value }))
  }, [])

  const clear = useCallback((next: Values) => {
    setAct(newId())
    touched.current = false
    setFirst(next)
    setValues(next)
    setRestored(null)
    if (key) write(key, null)
  }, [key])

  const settle = useCallback((keep?: Values) => clear(keep ?? initial), [clear, initial])
  const discard = useCallback(() => clear(initial), [clear, initial])
  /** the content changed meaning (a refused id): the next attempt is another act */
  const renew = useCallback(() => setAct(newId()), [])
  return { values, set, act, restored, settle, discard, renew, changed: values !== first }
}
