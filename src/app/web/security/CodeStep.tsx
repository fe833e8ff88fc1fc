import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { signInCode } from '#access/factors/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Gate } from '../pages/Gate.tsx'
import { OtherWays, type Ways } from './OtherWays.tsx'
import { words } from './words.ts'

const digits: FieldSpec[] = [
  {
    name: 'code', label: words.code, kind: 'line', help: words.codeHelp, maxLength: 7, sensitive: true, autoComplete: 'one-time-code',
    inputMode: 'numeric',
  },
]
const recovery: FieldSpec[] = [
  { name: 'code', label: words.recoveryCode, kind: 'line', help: words.recoveryCodeHelp, maxLength: 20, sensitive: true },
]

interface Props {
  ways: Ways
  /** signed in */
  onIn?: () => void
  onRestart: () => void
}

/** The second step of signing in: a code of the telephone, a recovery code, or a passkey. */
export function CodeStep({ ways, onIn, onRestart }: Props) {
  const [without, setWithout] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  // the telephone is in the hand already
  useEffect(() => box.current?.querySelector('input')?.focus(), [without])
  const under = (
    <>
      <p><Button type="link" onClick={() => setWithout(!without)}>{without ? words.toCode : words.toRecovery}</Button></p>
      <p><Button type="link" onClick={onRestart}>{words.fromStart}</Button></p>
      {without && <p className="gate-note">{words.lost}</p>}
    </>
  )
  return (
    <Gate title={words.secondTitle} intro={without ? undefined : words.secondIntro} under={under}>
      <div ref={box}>
        <ActForm
          key={without ? 'recovery' : 'code'} endpoint={signInCode} noAct fields={without ? recovery : digits} submit={words.signIn}
          onDone={() => onIn?.()}
        />
      </div>
      <OtherWays ways={{ ...ways, signOn: null }} onIn={onIn} />
    </Gate>
  )
}
