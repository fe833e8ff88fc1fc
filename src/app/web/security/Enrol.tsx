import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { signOut } from '#access/contract.ts'
import { myFactors } from '#access/factors/contract.ts'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Gate } from '../pages/Gate.tsx'
import { canUsePasskeys } from './passkey.ts'
import { PasskeySetup } from './PasskeySetup.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { TotpSetup } from './TotpSetup.tsx'
import { words } from './words.ts'
import './security.css'

function Choices({ onChoose }: { onChoose: (way: 'totp' | 'passkey') => void }) {
  return (
    <>
      <div className="choice-card">
        <h2>{words.totp}</h2>
        <p>{words.totpHint}</p>
        <Button type="primary" onClick={() => onChoose('totp')}>{words.enrolTotp}</Button>
      </div>
      <div className="choice-card">
        <h2>{words.passkeys}</h2>
        <p>{words.passkeysHint}</p>
        <Button onClick={() => onChoose('passkey')}>{words.enrolPasskey}</Button>
      </div>
    </>
  )
}

/** Stands before everything else while the posts demand a second step that is not there yet. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const factors = useCall(myFactors, {})
  const queries = useQueryClient()
  const [way, setWay] = useState<'totp' | 'passkey' | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const leave = async () => {
    await call(signOut, {})
    await queries.invalidateQueries()
  }
  const added = (recovery: string[] | null) => (recovery ? setCodes(recovery) : onDone())
  if (codes) {
    return <Gate wide title={words.recoveryTitle}><RecoveryCodes codes={codes} done={words.enrolDone} onDone={onDone} /></Gate>
  }
  const under = <Button type="link" onClick={() => void leave()}>{words.leave}</Button>
  return (
    <Gate wide title={words.enrolTitle} intro={words.enrolIntro} under={under}>
      <Waiting query={factors}>
        {({ fresh, passkeysHere }) => {
          const passkeys = passkeysHere && canUsePasskeys()
          if (way === null && passkeys) return <Choices onChoose={setWay} />
          if (way === 'passkey') return <PasskeySetup fresh={fresh} onDone={added} />
          return <TotpSetup fresh={fresh} onDone={added} />
        }}
      </Waiting>
    </Gate>
  )
}
