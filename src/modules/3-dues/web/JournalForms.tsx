import { App } from 'antd'
import { useState } from 'react'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { today } from '#base/web/today.ts'
import { draw, reconcile, type JournalView } from '#dues/contract/journal.ts'
import { moneys, type VoucherKind } from '#dues/money.ts'
import { words } from '#dues/web/money-words.ts'
import { fenOf, moneyField } from '#dues/web/money.tsx'
import { moneyWords, voucherWords } from '#dues/words/money.ts'
import { yuan } from '#dues/words.ts'

/** What a button on the page already knows of the voucher to be drawn up. */
export interface Proposal {
  kind?: VoucherKind
  other?: string
  through?: string
  voucher?: string
  year?: string
  fen?: number
}

interface Props {
  found: JournalView
  proposal: Proposal
  onDone: () => void
}

/** Kinds drawn up by hand; the others begin at the row they belong to. */
const free = ['use', 'interest', 'move', 'grant', 'granted', 'central', 'open'] as const satisfies readonly VoucherKind[]
const isKind = (...kinds: VoucherKind[]) => ({ kind }: Values): boolean => kinds.includes(kind as VoucherKind)
const optionsOf = (rows: readonly { words: string; value: string }[]) => rows.map(({ words: label, value }) => ({ value, label }))

const fieldsOf = (found: JournalView, { kind, fen }: Proposal): FieldSpec[] => [
  ...(kind ? [] : [{
    name: 'kind', label: words.what, kind: 'select' as const, options: free.map((value) => ({ value, label: voucherWords[value] })),
  }]),
  {
    name: 'purpose', label: words.purpose, kind: 'select', when: isKind('use'),
    options: optionsOf(found.purposes.map(({ purpose, words: told }) => ({ words: told, value: purpose }))),
  },
  {
    name: 'other', label: words.other, kind: 'select', when: isKind('grant'),
    options: optionsOf(found.below.map(({ id, name }) => ({ words: name, value: id }))),
  },
  { name: 'on', label: words.on, kind: 'day' },
  {
    name: 'money', label: words.money, kind: 'choice', when: (values) => values['kind'] !== 'interest',
    options: moneys.map((value) => ({ value, label: moneyWords[value] })),
  },
  ...(fen === undefined || kind === 'remit' ? [moneyField('fen', words.amount)] : []),
  {
    name: 'about', label: words.about, kind: 'line', maxLength: 200, help: words.aboutHelp, when: isKind('use', 'grant', 'granted', 'central'),
  },
  { name: 'decidedBy', label: words.decidedBy, kind: 'line', maxLength: 60, help: words.decidedByHelp, when: isKind('use', 'grant') },
  { name: 'decidedOn', label: words.decidedOn, kind: 'day', when: isKind('use', 'grant') },
  { name: 'document', label: words.document, kind: 'line', maxLength: 120, optional: true, when: isKind('use', 'grant') },
]

/** One of the two draws a voucher up; what is known is filled in. */
export function DrawForm({ found, proposal, onDone }: Props) {
  const { message } = App.useApp()
  const { fen, kind, ...known } = proposal
  const [initial] = useState<Values>(() => ({ kind: kind ?? 'use', on: today(), money: 'bank', fen: fen === undefined ? '' : String(fen / 100) }))
  return (
    <ActForm
      endpoint={draw} fields={fieldsOf(found, proposal)} initial={initial} submit={words.submit}
      fixed={{ organisation: found.organisation.id, ...(kind && { kind }), ...known }}
      intro={kind && <p>{voucherWords[kind]}{fen !== undefined && kind !== 'remit' && `　${yuan(fen)} 元`}</p>}
      send={({ fen: typed, ...rest }) => ({ ...rest, fen: fenOf(typed) ?? fen })}
      onDone={() => {
        void message.success(words.drawnDone)
        onDone()
      }}
      onCancel={onDone}
    />
  )
}

function Outstanding({ found, value, set }: { found: JournalView; value: unknown; set: (value: unknown) => void }) {
  const chosen = (value ?? []) as string[]
  return (
    <div className="dues-checks">
      {found.bankVouchers.slice(0, 30).map(({ id, number, on, words: told, fen }) => (
        <label key={id}>
          <input
            type="checkbox" checked={chosen.includes(id)}
            onChange={({ target }) => set(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          {number} {on} {told} <span className="dues-sum">{yuan(fen)}</span>
        </label>
      ))}
    </div>
  )
}

/** The bank's sum of a day beside the journal's. */
export function ReconcileForm({ found, onDone }: Pick<Props, 'found' | 'onDone'>) {
  const [initial] = useState<Values>(() => ({ on: today(), outstanding: [] }))
  const fields: FieldSpec[] = [
    { name: 'on', label: words.on, kind: 'day' },
    moneyField('statement', words.statement),
    {
      name: 'outstanding', label: words.outstanding, kind: 'custom', optional: true,
      render: (value, set) => <Outstanding found={found} value={value} set={set} />,
    },
  ]
  return (
    <ActForm
      endpoint={reconcile} fields={fields} initial={initial} fixed={{ organisation: found.organisation.id }} submit={words.reconcileDone}
      intro={<p>{words.reconcileIntro}</p>} send={({ statement, ...rest }) => ({ ...rest, statement: fenOf(statement) })} onDone={onDone} onCancel={onDone}
    />
  )
}
