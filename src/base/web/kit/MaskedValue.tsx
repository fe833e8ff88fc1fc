import { Button } from 'antd'
import { useId, useState } from 'react'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { words } from '#base/web/words.ts'

/** What one may look for, and how much of a reason it takes. */
export interface Looking {
  purposes: readonly { value: string; label: string }[]
  least: number
  /** performs the act of looking and gives the whole value */
  look: (reason: string, purpose: string) => Promise<string>
}

interface Props {
  /** what it is: 公民身份号码 */
  label: string
  masked: string
  /** absent where the post may not look */
  looking?: Looking
}

interface AskProps {
  label: string
  open: boolean
  looking: Looking
  onClose: () => void
  onSeen: (whole: string) => void
}

/** Asks what for and why, then looks. */
export function AskToLook({ label, open, looking, onClose, onSeen }: AskProps) {
  const [purpose, setPurpose] = useState('')
  const name = useId()
  const close = () => {
    setPurpose('')
    onClose()
  }
  return (
    <Confirm
      open={open} title={`${words.unmaskTitle}：${label}`} verb={words.unmask} reason least={looking.least} unready={purpose === ''}
      onClose={close} onConfirm={async (reason) => onSeen(await looking.look(reason, purpose))}
    >
      <p>{words.unmaskWhy}</p>
      <fieldset className="field">
        <legend>{words.unmaskFor}</legend>
        <div className="choice">
          {looking.purposes.map((one) => (
            <label key={one.value}>
              <input type="radio" name={name} checked={purpose === one.value} onChange={() => setPurpose(one.value)} />
              {one.label}
            </label>
          ))}
        </div>
      </fieldset>
    </Confirm>
  )
}

/** A sensitive value, masked until someone says why they need it. Forgotten when the page is left. */
export function MaskedValue({ label, masked, looking }: Props) {
  const [asking, setAsking] = useState(false)
  const [whole, setWhole] = useState<string | null>(null)
  return (
    <span className="masked">
      <span>{whole ?? masked}</span>
      {looking && (
        <Button
          size="small" className="no-print" aria-label={`${whole ? words.hide : words.unmask}${label}`}
          onClick={() => (whole ? setWhole(null) : setAsking(true))}
        >
          {whole ? words.hide : words.unmask}
        </Button>
      )}
      {looking && <AskToLook label={label} open={asking} looking={looking} onClose={() => setAsking(false)} onSeen={setWhole} />}
    </span>
  )
}
