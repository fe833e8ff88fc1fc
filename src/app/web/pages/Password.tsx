import { useState } from 'react'
import { changePassword } from '#access/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormPage } from '#base/web/kit/FormPage.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { words } from '../words.ts'

const fields: FieldSpec[] = [
  { name: 'current', label: words.currentSecret, kind: 'secret', maxLength: 128, autoComplete: 'current-password' },
  { name: 'password', label: words.newSecret, kind: 'secret', help: words.newSecretHelp, maxLength: 128, autoComplete: 'new-password' },
]

export function Password() {
  const [done, setDone] = useState(false)
  return (
    <FormPage title={words.password}>
      {done && <Note kind="good">{words.secretChanged}</Note>}
      <ActForm endpoint={changePassword} noAct fields={fields} submit={words.changeSecret} onDone={() => setDone(true)} />
    </FormPage>
  )
}
