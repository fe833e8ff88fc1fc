import { Button } from 'antd'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { correct, type ReceiptView } from '#dues/contract.ts'
import { words } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'

function Undo({ receipt }: { receipt: ReceiptView }) {
  const [open, setOpen] = useState(false)
  const act = useAct(correct)
  if (receipt.reverses) return <Tag kind="warn">{words.isCounter}</Tag>
  if (receipt.reversedBy) return <Tag kind="warn">{words.countered}</Tag>
  return (
    <>
      <Button type="text" aria-label={`${words.counter} ${receipt.number}`} onClick={() => setOpen(true)}>{words.counter}</Button>
      <Confirm
        open={open} danger title={words.counterTitle} verb={words.counter} reason={words.counterReason} onClose={() => setOpen(false)}
        onConfirm={(reason) => act.mutateAsync({ receipt: receipt.id, reason })}
      >
        <p>{words.counterText}</p>
      </Confirm>
    </>
  )
}

const columns = (withAct: boolean, own: boolean): Column<ReceiptView>[] => [
  {
    key: 'number', title: words.number, lead: true, nowrap: true,
    render: ({ id, number }) => (own ? number : <Link to={`/dues/receipts/${id}` as string}>{number}</Link>),
  },
  { key: 'who', title: own ? words.body : words.who, render: ({ person, organisation, payer }) => <>{own ? organisation : person.name}{payer && `（${words.paidBy} ${payer}）`}</> },
  { key: 'for', title: words.forWhat, wide: true, render: ({ lines, lineWords }) => <>{own && `${lineWords} `}{lines.map((line) => line.words).join('、')}</> },
  { key: 'way', title: words.way, nowrap: true, render: ({ wayWords, paidOn }) => `${paidOn} ${wayWords}` },
  { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => <span className="dues-sum">{yuan(fen)}</span> },
  ...(own ? [{ key: 'code', title: words.code, nowrap: true, render: ({ code }: ReceiptView) => code }] : []),
  ...(withAct ? [{ key: 'act', title: '', render: (receipt: ReceiptView) => <Undo receipt={receipt} /> }] : []),
]

/** The receipts of a month, of a person, or one's own. */
export function Receipts({ title, rows, mayAct = false, own = false }: { title: string; rows: ReceiptView[]; mayAct?: boolean; own?: boolean }) {
  return (
    <Section title={title} flush>
      {rows.length === 0
        ? <Empty title={own ? words.myNoReceipts : words.noReceipts} hint={own ? undefined : words.noReceiptsHint} />
        : <DataTable caption={title} columns={columns(mayAct, own)} rows={rows} rowKey={({ id }) => id} />}
    </Section>
  )
}
