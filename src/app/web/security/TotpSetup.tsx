import { useEffect, useRef, useState } from 'react'
import { confirmTotp, offerTotp } from '#access/factors/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { call, CallError } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { QrCode } from '#base/web/kit/QrCode.tsx'
import { currentField } from './Removal.tsx'
import { words } from './words.ts'
import './security.css'

const codeField: FieldSpec[] = [
  {
    name: 'code', label: words.totpType, kind: 'line', maxLength: 7, sensitive: true, autoComplete: 'one-time-code', inputMode: 'numeric',
  },
]

type Offer = OutputOf<typeof offerTotp>

/** In fours, as one types it. */
const spaced = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

interface Props {
  /** signed in a moment ago: the password need not be typed again */
  fresh: boolean
  onDone: (recovery: string[] | null) => void
}

/** From the square to the first code. */
export function TotpSetup({ fresh, onDone }: Props) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const [asking, setAsking] = useState(!fresh)
  const [error, setError] = useState<unknown>(null)
  const begun = useRef(false)
  useEffect(() => {
    if (asking || begun.current) return
    begun.current = true
    call(offerTotp, {}).then(setOffer, (caught: unknown) => {
      const isLate = caught instanceof CallError && caught.problem.code === 'access.password-again'
      if (isLate) setAsking(true)
      else setError(caught)
    })
  }, [asking])
  if (offer) {
    return (
      <div className="form">
        <p><strong>{words.totpScan}</strong></p>
        <QrCode className="totp-qr" text={offer.address} label={words.totpQr} />
        <p className="quiet">{words.totpSecret}</p>
        <p className="totp-secret">{spaced(offer.secret)}</p>
        <p className="quiet totp-here"><a href={offer.address}>{words.totpHere}</a></p>
        <ActForm
          key="confirm" endpoint={confirmTotp} fields={codeField} submit={words.totpConfirm} onDone={({ recovery }) => onDone(recovery)}
        />
      </div>
    )
  }
  if (asking) return <ActForm key="offer" endpoint={offerTotp} noAct fields={[currentField]} submit={words.next} onDone={setOffer} />
  return <div aria-busy={!error}><ErrorNote error={error} /></div>
}
