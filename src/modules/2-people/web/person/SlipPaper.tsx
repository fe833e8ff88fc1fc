import type { OutputOf } from '#base/contract.ts'
import { usePrintedAddress } from '#access/web/address.ts'
import { QrCode } from '#base/web/kit/QrCode.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import type { invite } from '#people/contract.ts'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

export type Slip = OutputOf<typeof invite>

interface Props {
  slip: Slip
  organisation: string
}

/** The slip as it is handed over. The code stands behind # in the address, where no server and no log sees it. */
export function SlipPaper({ slip, organisation }: Props) {
  const { address: site, isLocal } = usePrintedAddress()
  const address = `${site}/activate`
  return (
    <div className="slip">
      <div className="slip-head">
        <span>{words.product}</span><span>{words.slipHeading[slip.purpose] ?? words.slipTitle}</span>
      </div>
      <div className="slip-whom">
        <div className="slip-name">{slip.name}</div>
        <div>{organisation}</div>
      </div>
      <div className="slip-body">
        <dl>
          <div><dt>{words.login}</dt><dd className="slip-login">{slip.login}</dd></div>
          <div>
            <dt>{words.slipCode}</dt>
            <dd className="slip-code">{slip.code.split('-').map((group) => <span key={group}>{group}</span>)}</dd>
          </div>
          <div><dt>{words.slipEnds}</dt><dd>{momentOf(slip.ends)}</dd></div>
        </dl>
        {!isLocal && (
          <figure>
            <QrCode className="slip-qr" text={`${address}#${encodeURIComponent(slip.code)}`} label={words.slipScan} />
            <figcaption>{words.slipScan}</figcaption>
          </figure>
        )}
      </div>
      <ol className="slip-steps">{words.slipSteps(address, isLocal).map((step) => <li key={step}>{step}</li>)}</ol>
      {slip.clears && <p className="slip-warning"><strong>{words.slipClearing}</strong></p>}
      <p className="slip-warning">{words.slipWarning}</p>
    </div>
  )
}
