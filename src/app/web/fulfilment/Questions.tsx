import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { forgetQuestion, keepQuestion, questions } from '#obligations/contract.ts'
import { words } from './words.ts'

/** Addresses with a name, one's own: asked again with one tap. */
export function Questions({ query }: { query: string }) {
  const { data } = useCall(questions, {})
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const fresh = () => queries.invalidateQueries({ queryKey: [questions.name] })
  const forget = async (id: string) => {
    await call(forgetQuestion, { id })
    await fresh()
  }
  const done = async () => {
    setOpen(false)
    await fresh()
  }
  return (
    <div className="questions no-print">
      {(data?.questions ?? []).map(({ id, name, query: kept }) => (
        <span key={id} className="question">
          <Link to={`/fulfilment?${kept}` as string}>{name}</Link>
          <button type="button" aria-label={words.forget(name)} onClick={() => void forget(id)}>×</button>
        </span>
      ))}
      <Button size="small" onClick={() => setOpen(true)}>{words.keep}</Button>
      <FormDialog open={open} title={words.keepTitle} onClose={() => setOpen(false)}>
        <ActForm
          endpoint={keepQuestion} submit={words.keepVerb} noAct fixed={{ id: newId(), query }} onDone={done} onCancel={() => setOpen(false)}
          fields={[{ name: 'name', label: words.keepName, kind: 'line', maxLength: 40 }]}
        />
      </FormDialog>
    </div>
  )
}
