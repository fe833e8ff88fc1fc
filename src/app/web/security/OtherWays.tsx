import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { canUsePasskeys, passkeyFault, showPasskey } from './passkey.ts'
import { goSignOn } from './sign-on.ts'
import { words } from './words.ts'
import './security.css'

export interface Ways {
  passkey: boolean
  signOn: string | null
}

/** What one may sign in with instead of typing; nothing where there is nothing else. */
export function OtherWays({ ways, onIn }: { ways: Ways; onIn?: () => void }) {
  const [busy, setBusy] = useState<'passkey' | 'sign-on' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const queries = useQueryClient()
  const passkey = ways.passkey && canUsePasskeys()
  if (!passkey && !ways.signOn) return null
  const go = (way: 'passkey' | 'sign-on', work: () => Promise<unknown>) => async () => {
    setBusy(way)
    setError(null)
    try {
      await work()
    } catch (caught) {
      setError(way === 'passkey' ? passkeyFault(caught) : caught)
      setBusy(null)
    }
  }
  const show = async () => {
    await showPasskey()
    await queries.invalidateQueries()
    onIn?.()
  }
  return (
    <div className="other-ways">
      <p className="other-ways-or">{words.or}</p>
      {passkey && (
        <Button block loading={busy === 'passkey'} disabled={busy !== null} onClick={() => void go('passkey', show)()}>
          {busy === 'passkey' ? words.passkeyBusy : words.passkeyGo}
        </Button>
      )}
      {ways.signOn && (
        <Button block loading={busy === 'sign-on'} disabled={busy !== null} onClick={() => void go('sign-on', goSignOn)()}>
          {busy === 'sign-on' ? words.signOnBusy(ways.signOn) : ways.signOn}
        </Button>
      )}
      <ErrorNote error={error} />
    </div>
  )
}
