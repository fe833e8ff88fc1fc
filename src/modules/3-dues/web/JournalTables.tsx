import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { today } from '#base/web/today.ts'
import { draw, type JournalView, type VoucherView } from '#dues/contract/journal.ts'
import { words } from '#dues/web/money-words.ts'
import { yuan } from '#dues/words.ts'

const sum = (fen: number) => <span className="dues-sum">{yuan(fen)}</span>

function Reverse({ voucher, organisation }: { voucher: VoucherView; organisation: string }) {
  const [open, setOpen] = useState(false)
  const act = useAct(draw)
  return (
    <>
      <Button type="text" aria-label={`${words.reverse} ${voucher.number}`} onClick={() => setOpen(true)}>{words.reverse}</Button>
      <Confirm
        open={open} danger title={words.reverseTitle} verb={words.reverse} reason={words.reverseReason} onClose={() => setOpen(false)}
        onConfirm={(about) => act.mutateAsync({ organisation, kind: 'reverse', voucher: voucher.id, fen: voucher.fen, on: today(), about })}
      >
        <p>{words.reverseText}</p>
      </Confirm>
    </>
  )
}

function VoucherState({ voucher, organisation, mayAct }: { voucher: VoucherView; organisation: string; mayAct: boolean }) {
  if (voucher.reverses) return <Tag kind="warn">{words.isReversal}</Tag>
  if (voucher.reversedBy) return <Tag kind="warn">{words.reversed}</Tag>
  return mayAct ? <Reverse voucher={voucher} organisation={organisation} /> : null
}

/** The journal itself: what was debited and credited, by whom, on whose decision. */
export function Vouchers({ found, onDraw }: { found: JournalView; onDraw: (() => void) | undefined }) {
  const columns: Column<VoucherView>[] = [
    { key: 'number', title: words.number, lead: true, nowrap: true, render: ({ number }) => number },
    { key: 'on', title: words.on, nowrap: true, render: ({ on }) => on },
    { key: 'what', title: words.kind, wide: true, render: ({ words: told, about, decision }) => [told, about, decision].filter(Boolean).join('；') },
    { key: 'entries', title: words.entries, wide: true, render: ({ entries }) => entries.map(({ debit, credit }) => `借 ${debit}　贷 ${credit}`).join('；') },
    { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => sum(fen) },
    { key: 'who', title: words.makerAndChecker, render: ({ maker, checker }) => `${maker}、${checker}` },
    { key: 'act', title: '', nowrap: true, render: (voucher) => <VoucherState voucher={voucher} organisation={found.organisation.id} mayAct={found.side !== null} /> },
  ]
  return (
    <Section title={words.vouchers} actions={onDraw && <Button type="primary" onClick={onDraw}>{words.draw}</Button>} flush>
      {found.vouchers.length === 0
        ? <Empty title={words.noVouchers} hint={words.noVouchersHint} />
        : <DataTable caption={words.vouchers} columns={columns} rows={found.vouchers} rowKey={({ id }) => id} />}
    </Section>
  )
}

const accountColumns: Column<JournalView['accounts'][number]>[] = [
  { key: 'account', title: words.account, lead: true, render: ({ words: told }) => told },
  { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => sum(fen) },
]

export function Accounts({ rows }: { rows: JournalView['accounts'] }) {
  if (rows.length === 0) return null
  return <Section title={words.accounts} flush><DataTable caption={words.accounts} columns={accountColumns} rows={rows} rowKey={({ account }) => account} /></Section>
}

const reconciliationColumns: Column<JournalView['reconciliations'][number]>[] = [
  { key: 'on', title: words.on, lead: true, nowrap: true, render: ({ on }) => on },
  { key: 'statement', title: words.statement, align: 'right', nowrap: true, render: ({ statement }) => sum(statement) },
  { key: 'book', title: words.book, align: 'right', nowrap: true, render: ({ book }) => sum(book) },
  { key: 'outstanding', title: words.outstanding, render: ({ outstanding }) => words.outstandingCount(outstanding) },
  { key: 'doer', title: words.doer, nowrap: true, render: ({ doer }) => doer },
]

export function Reconciliations({ rows, onAdd }: { rows: JournalView['reconciliations']; onAdd: (() => void) | undefined }) {
  return (
    <Section title={words.reconcile} actions={onAdd && <Button onClick={onAdd}>{words.reconcileTitle}</Button>} flush>
      {rows.length === 0
        ? <Empty title={words.noReconciliations} hint={words.noReconciliationsHint} />
        : <DataTable caption={words.reconcile} columns={reconciliationColumns} rows={rows} rowKey={({ id }) => id} />}
    </Section>
  )
}
