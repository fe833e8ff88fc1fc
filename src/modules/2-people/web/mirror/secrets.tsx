import { useState } from 'react'
import { newId } from '#base/id.ts'
import { save } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { SecretInput } from '#base/web/kit/SecretInput.tsx'
import { Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { looks } from '#people/contract.ts'
import { copy, reveal } from '#people/mirror/contract.ts'
import type { Revealed } from '#people/web/mirror/Held.tsx'
import { words } from '#people/web/mirror/words.ts'

const password: FieldSpec = {
  name: 'password', label: words.password, kind: 'secret', maxLength: 128, autoComplete: 'current-password',
}

/** Shows one's own numbers after the password; they live no longer than the page. */
export function RevealForm({ onDone, onClose }: { onDone: (shown: Revealed) => void; onClose: () => void }) {
  return (
    <ActForm
      endpoint={reveal} noAct fields={[password]} submit={words.show} intro={<p>{words.revealIntro}</p>} onCancel={onClose}
      onDone={(shown) => {
        onDone(shown)
        onClose()
      }}
    />
  )
}

/** Asks for the password and saves the file; every copy is an act of its own. */
export function CopyForm({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const queries = useQueryClient()
  const download = async () => {
    setBusy(true)
    setError(null)
    try {
      await save(copy, { act: newId(), password: typed })
      await queries.invalidateQueries({ queryKey: [looks.name] })
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="form" onSubmit={(event) => {
        event.preventDefault()
        void download()
      }}
    >
      <p>{words.copyIntro}</p>
      <p className="quiet">{words.copyCare}</p>
      <Field label={words.password}>
        {(control) => (
          <SecretInput
            {...control} value={typed} maxLength={128} autoComplete="current-password"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <ErrorNote error={error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy} disabled={typed === ''}>{words.download}</Button>
      </div>
    </form>
  )
}
