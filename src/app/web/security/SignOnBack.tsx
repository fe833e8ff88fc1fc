import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { finishSignOn } from '#access/sign-on/contract.ts'
import { call, CallError } from '#base/web/call.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { useGo } from '#base/web/route.ts'
import { Gate } from '../pages/Gate.tsx'
import { PasswordForm } from '../pages/SignIn.tsx'
import { useWho } from '../session.tsx'
import { CodeStep } from './CodeStep.tsx'
import { takeBinder } from './sign-on.ts'
import { words } from './words.ts'

interface State {
  at: 'busy' | 'stale' | 'code' | 'refused'
  error?: unknown
}

/** Hands the provider's answer over once; what stood in the address is gone from it at once. */
function useFinish(onIn: (linked: boolean) => Promise<void>): [State, (state: State) => void] {
  const [state, setState] = useState<State>({ at: 'busy' })
  const begun = useRef(false)
  const finish = useEffectEvent(() => {
    if (begun.current) return
    begun.current = true
    const [binder, query] = [takeBinder(), location.search]
    history.replaceState(history.state, '', location.pathname)
    if (!binder || !query) return setState({ at: 'stale' })
    call(finishSignOn, { binder, query }).then(
      ({ next, linked }) => (next === 'code' ? setState({ at: 'code' }) : void onIn(linked)),
      (error: unknown) => setState({ at: 'refused', error }),
    )
  })
  useEffect(() => finish(), [])
  return [state, setState]
}

const labelIn = (error: unknown): string | undefined => {
  const label = error instanceof CallError && error.problem.code === 'access.sign-on-unlinked' ? error.problem.facts?.['label'] : undefined
  return typeof label === 'string' ? label.split('@')[0] : undefined
}

/** Where the unit's own sign-on sends the browser back to. */
export function SignOnBack() {
  const go = useGo()
  const queries = useQueryClient()
  const who = useWho()
  const enter = async (to: string) => {
    await queries.invalidateQueries()
    go(to, { replace: true })
  }
  const [state, setState] = useFinish((linked) => enter(linked ? '/account/security' : '/'))
  const ways = who.data?.ways ?? { passkey: false, signOn: null }
  if (state.at === 'code') return <CodeStep ways={ways} onIn={() => void enter('/')} onRestart={() => go('/', { replace: true })} />
  if (state.at === 'busy') return <Gate title={words.signOnBackTitle} intro={words.signOnBackBusy}><div aria-busy /></Gate>
  const back = <Link to={who.data?.me ? '/account/security' : '/'}>{who.data?.me ? words.toSecurity : words.toSignIn}</Link>
  if (state.at === 'stale') return <Gate title={words.signOnBackTitle} under={back}><Note>{words.signOnStale}</Note></Gate>
  const label = labelIn(state.error)
  return (
    <Gate title={label === undefined ? words.signOnBackTitle : words.signOnLink} under={back}>
      <ErrorNote error={state.error} />
      {label !== undefined && (
        <div className="after-note">
          <PasswordForm login={label} onNext={(next) => (next === 'code' ? setState({ at: 'code' }) : void enter('/account/security'))} />
        </div>
      )}
    </Gate>
  )
}
