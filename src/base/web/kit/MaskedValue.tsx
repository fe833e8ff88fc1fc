import { Button } from 'antd'
import { useState } from 'react'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { words } from '#base/web/words.ts'

interface Props {
  /** what it is: 公民身份号码 */
  label: string
  masked: string
  /** performs the act of looking, with its reason, and gives the whole value; absent where the post may not look */
  look?: (reason: string) => Promise<string>
}

/** A sensitive value, masked until someone says why they need it. Forgotten when the page is left. */
export function MaskedValue({ label, masked, look }: Props) {
  const [asking, setAsking] = useState(false)
  const [whole, setWhole] = useState<string | null>(null)
  return (
    <span className="masked">
      <span>{whole ?? masked}</span>
      {look && (
        <Button
          size="small" className="no-print" aria-label={`${whole ? words.hide : words.unmask}${label}`}
          onClick={() => (whole ? setWhole(null) : setAsking(true))}
        >
          {whole ? words.hide : words.unmask}
        </Button>
      )}
      {look && (
        <Confirm
          open={asking} title={`${words.unmaskTitle}：${label}`} verb={words.unmask} reason
          onClose={() => setAsking(false)} onConfirm={async (reason) => setWhole(await look(reason))}
        >
          <p>{words.unmaskWhy}</p>
        </Confirm>
      )}
    </span>
  )
}
