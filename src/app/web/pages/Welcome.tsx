import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { openOwn, openSample } from '#app/contract.ts'
import { call } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { words } from '../words.ts'
import { codeInAddress } from './code.ts'
import { Gate } from './Gate.tsx'
import { ownFields, ownFollows, ownSent } from './own-fields.ts'

/** Signed in by what was just done: everything is asked anew, and the work list is there. */
function useArrive() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await navigate({ to: '/', hash: '', replace: true })
    await queries.invalidateQueries()
  }
}

function Choice({ title, hint, action }: { title: string; hint: string; action: ReactNode }) {
  return (
    <div className="choice-card">
      <h2>{title}</h2>
      <p>{hint}</p>
      {action}
    </div>
  )
}

function Choices({ code, onOwn }: { code: string; onOwn: () => void }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const arrive = useArrive()
  const look = async () => {
    setBusy(true)
    setError(null)
    try {
      await call(openSample, { code })
      await arrive()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Choice
        title={words.lookTitle} hint={words.lookHint}
        action={(
          <Button type="primary" loading={busy} disabled={!code} onClick={() => void look()}>
            {busy ? words.lookBusy : words.lookGo}
          </Button>
        )}
      />
      <Choice
        title={words.ownTitle} hint={words.ownHint}
        action={<Button disabled={busy || !code} onClick={onOwn}>{words.ownGo}</Button>}
      />
      <ErrorNote error={error} />
    </>
  )
}

/** The first page of a new installation, opened by the one-time address on the console. */
export function Welcome() {
  const [code, setCode] = useState(codeInAddress)
  const [own, setOwn] = useState(false)
  const [given] = useState(code !== '')
  const arrive = useArrive()
  const id = useId()
  if (own) {
    return (
      <Gate wide title={words.ownTitle} intro={words.ownIntro}>
        <ActForm
          endpoint={openOwn} fields={ownFields} follows={ownFollows} send={ownSent} fixed={{ code }} initial={{ line: 'party' }}
          draftKey="welcome.own" submit={words.ownSubmit} onCancel={() => setOwn(false)} onDone={arrive}
        />
      </Gate>
    )
  }
  return (
    <Gate wide title={words.welcomeTitle} intro={words.welcomeIntro}>
      {!given && (
        <div className="field welcome-code">
          <label htmlFor={id}>{words.code}</label>
          <Input id={id} value={code} autoComplete="off" onChange={(event) => setCode(event.target.value.trim())} />
          <span className="field-help">{words.welcomeCodeHelp}</span>
        </div>
      )}
      <Choices code={code} onOwn={() => setOwn(true)} />
    </Gate>
  )
}
