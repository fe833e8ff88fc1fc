import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { activate, readSlip } from '#access/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { useGo } from '#base/web/route.ts'
import { CodeStep } from '../security/CodeStep.tsx'
import { useWho } from '../session.tsx'
import { words } from '../words.ts'
import { codeInAddress } from './code.ts'
import { Gate } from './Gate.tsx'

const codeField: FieldSpec[] = [
  { name: 'code', label: words.code, kind: 'line', help: words.codeHelp, maxLength: 60, sensitive: true },
]
const secretField: FieldSpec[] = [
  { name: 'password', label: words.newSecret, kind: 'secret', help: words.newSecretHelp, maxLength: 128, autoComplete: 'new-password' },
]

/** From the printed one-time slip to one's own password. */
export function Activate() {
  const [code, setCode] = useState('')
  const [slip, setSlip] = useState<OutputOf<typeof readSlip> | null>(null)
  const queries = useQueryClient()
  const go = useGo()
  const [half, setHalf] = useState(false)
  const who = useWho()
  const enter = async () => {
    await queries.invalidateQueries()
    go('/', { replace: true })
  }
  const back = <Link to="/">{words.backToSignIn}</Link>
  if (half) {
    const ways = who.data?.ways ?? { passkey: false, signOn: null }
    return <CodeStep ways={ways} onIn={() => void enter()} onRestart={() => go('/', { replace: true })} />
  }
  if (!slip) {
    return (
      <Gate title={words.activateTitle} intro={words.activateIntro} under={back}>
        <ActForm
          key="code" endpoint={readSlip} noAct fields={codeField} submit={words.next} initial={{ code: codeInAddress() }}
          onDone={(answer, values) => {
            setCode(String(values['code']))
            setSlip(answer)
          }}
        />
      </Gate>
    )
  }
  return (
    <Gate title={words.activateTitle} intro={slip.name ? words.slipFor(slip.name) : words.slipFirst} under={back}>
      {slip.clears && <Note kind="warn">{words.slipClears}</Note>}
      {slip.login && <p className="gate-login">{words.login}：<strong>{slip.login}</strong></p>}
      <ActForm
        key="secret" endpoint={activate} noAct fields={secretField} fixed={{ code }} submit={words.setSecret}
        onDone={({ next }) => (next === 'code' ? setHalf(true) : void enter())}
      />
    </Gate>
  )
}
