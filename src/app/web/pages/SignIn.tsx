import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { signIn } from '#access/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { CodeStep } from '../security/CodeStep.tsx'
import { OtherWays, type Ways } from '../security/OtherWays.tsx'
import { words } from '../words.ts'
import { Gate } from './Gate.tsx'

const fields: FieldSpec[] = [
  { name: 'login', label: words.login, kind: 'line', maxLength: 60, autoComplete: 'username' },
  { name: 'password', label: words.secret, kind: 'secret', maxLength: 128, autoComplete: 'current-password' },
]

/** The password, and where it leads. */
export function PasswordForm({ login, onNext }: { login?: string; onNext: (next: 'in' | 'code') => void }) {
  return (
    <ActForm
      endpoint={signIn} noAct fields={fields} initial={login ? { login } : undefined} submit={words.signIn}
      onDone={({ next }) => onNext(next)}
    />
  )
}

/** Stands in place of the page asked for: after signing in, that page is there. */
export function SignIn({ firstRun, ways }: { firstRun: boolean; ways: Ways }) {
  const [half, setHalf] = useState(false)
  // no account exists yet: a form to sign in would only mislead
  if (firstRun) {
    return (
      <Gate title={words.firstRunTitle} intro={words.firstRun} under={<p>{words.firstRunLost}<br /><code>npm run cli -- first-link</code></p>}>
        <Link to="/welcome">{words.firstRunCode}</Link>
      </Gate>
    )
  }
  if (half) return <CodeStep ways={ways} onRestart={() => setHalf(false)} />
  return (
    <Gate title={words.signInTitle} under={<p>{words.noPassword} <Link to="/activate">{words.redeemSlip}</Link></p>}>
      <PasswordForm onNext={(next) => setHalf(next === 'code')} />
      <OtherWays ways={ways} />
    </Gate>
  )
}
