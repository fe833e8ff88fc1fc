import { Link } from '@tanstack/react-router'
import { signIn } from '#access/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { words } from '../words.ts'
import { Gate } from './Gate.tsx'

const fields: FieldSpec[] = [
  { name: 'login', label: words.login, kind: 'line', maxLength: 60, autoComplete: 'username' },
  { name: 'password', label: words.secret, kind: 'secret', maxLength: 128, autoComplete: 'current-password' },
]

/** Stands in place of the page asked for: after signing in, that page is there. */
export function SignIn({ firstRun }: { firstRun: boolean }) {
  // no account exists yet: a form to sign in would only mislead
  if (firstRun) {
    return (
      <Gate title={words.firstRunTitle} intro={words.firstRun}><Link to="/welcome">{words.firstRunCode}</Link></Gate>
    )
  }
  return (
    <Gate title={words.signInTitle} under={<p>{words.noPassword} <Link to="/activate">{words.redeemSlip}</Link></p>}>
      <ActForm endpoint={signIn} noAct fields={fields} submit={words.signIn} onDone={() => {}} />
    </Gate>
  )
}
