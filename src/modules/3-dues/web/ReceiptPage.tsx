import { Button } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { Page } from '#base/web/kit/Page.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress } from '#base/web/route.ts'
import { readReceipt, type ReceiptView } from '#dues/contract.ts'
import { words } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'
import '#dues/web/dues.css'

/** One receipt as it is printed: what for, how much in figures and words, number and code. */
export function Slip({ receipt }: { receipt: ReceiptView }) {
  return (
    <article className="slip-sheet" aria-label={`${words.receiptOf(receipt.lineWords)} ${receipt.number}`}>
      <header>
        <div><h2>{words.receiptOf(receipt.lineWords)}</h2>{receipt.organisation}</div>
        <div className="slip-number"><div>{words.number} {receipt.number}</div><div>{words.code} {receipt.code}</div><div>{receipt.paidOn}</div></div>
      </header>
      {receipt.reversedBy && <p className="slip-void">{words.reversedNote}</p>}
      {receipt.reverses && <p className="slip-void">{words.countersOther}：{receipt.reason}</p>}
      <table>
        <tbody>
          <tr><th scope="row">{words.receivedFrom}</th><td>{receipt.person.name}{receipt.payer && `（${words.paidBy} ${receipt.payer}）`}</td></tr>
          {receipt.lines.map((line) => (
            <tr key={`${line.kind}${line.month}`}><th scope="row">{receipt.lineWords} {line.words}</th><td className="right">{yuan(line.fen)}</td></tr>
          ))}
          <tr><th scope="row">{words.sum}</th><td className="right"><strong>{words.yuan(yuan(receipt.fen))}</strong></td></tr>
          <tr><th scope="row">{words.inWords}</th><td>{receipt.inWords}</td></tr>
          <tr><th scope="row">{words.way}</th><td>{receipt.wayWords}</td></tr>
        </tbody>
      </table>
      <div className="slip-sign"><span>{words.signs}：{receipt.collector}</span><span>{words.unit}</span></div>
    </article>
  )
}

export function ReceiptPage() {
  const { id } = useAddress()
  const query = useCall(readReceipt, { receipt: id! })
  return (
    <Page title={words.receipt} trail={[{ title: words.dues, to: '/dues' }]} actions={<Button type="primary" onClick={() => print()}>{words.print}</Button>}>
      <Waiting query={query}>{(receipt) => <Slip receipt={receipt} />}</Waiting>
    </Page>
  )
}
