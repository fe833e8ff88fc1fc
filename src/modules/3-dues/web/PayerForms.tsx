import { useState } from 'react'
import { App } from 'antd'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { forbiddenWays, payers, slips, slipsOf, ways, type ItemCode, type PayerKind, type SlipKind } from '#dues/codes.ts'
import { arrange, assess, collect, type PayerView } from '#dues/contract.ts'
import { monthOf } from '#dues/rules/months.ts'
import { fenOf, moneyField } from '#dues/web/money.tsx'
import { today } from '#base/web/today.ts'
import { words } from '#dues/web/words.ts'
import { arrangementWords, itemWords, notCounted, payerWords, slipWords, wayWords, yuan } from '#dues/words.ts'

interface Props {
  found: PayerView
  onDone: () => void
}

const fixedOf = ({ organisation, person }: PayerView) => ({ organisation: organisation.id, person: person.id })
const slipOf = (values: Values): SlipKind => {
  const fitting = slipsOf[values['payer'] as PayerKind] ?? ['none']
  return fitting.includes(values['slip'] as SlipKind) ? (values['slip'] as SlipKind) : fitting[0]!
}
const itemsOf = (values: Values): readonly ItemCode[] => slips[slipOf(values)]

/** one sum says it all */
const wholeSlips: readonly SlipKind[] = ['agreed', 'pension', 'quarter']

function baseFields(found: PayerView) {
  return (values: Values): FieldSpec[] => {
    const fitting = slipsOf[values['payer'] as PayerKind] ?? []
    return [
      { name: 'payer', label: words.kind, kind: 'select', options: payers[found.line].map((value) => ({ value, label: payerWords[value] })) },
      ...(fitting.length > 1 ? [{ name: 'slip', label: words.slip, kind: 'select' as const, options: fitting.map((value) => ({ value, label: slipWords[value] })) }] : []),
      { name: 'from', label: words.from, kind: 'line', maxLength: 7, help: words.monthHelp, inputMode: 'numeric' },
      ...itemsOf(values).filter((item) => item !== 'year-bonus' || found.policy.bonus)
        .map((item) => moneyField(item, itemWords[item], { optional: item === 'year-bonus' || !wholeSlips.includes(slipOf(values)) })),
      ...(found.policy.fixed && found.worksheets.length > 0
        ? [{ name: 'reason', label: words.baseReason, kind: 'line' as const, maxLength: 200, optional: true, help: words.baseReasonHelp }] : []),
    ]
  }
}

/** The pay slip: items that count, and those the base is reckoned after. Pay is never kept on the device. */
export function BaseForm({ found, onDone }: Props) {
  const [held] = found.worksheets
  // made once: what was typed stays when the page behind is read again
  const [initial] = useState<Values>(() => ({
    payer: held?.payer ?? 'salaried', slip: held?.slip ?? 'agreed', from: monthOf(today()),
    ...Object.fromEntries((held?.items ?? []).map(({ item, fen }) => [item, String(fen / 100)])),
  }))
  const send = (values: Values): Values => ({
    payer: values['payer'], slip: slipOf(values), from: values['from'],
    reason: values['reason'] ?? '', items: itemsOf(values).flatMap((item) => (fenOf(values[item]) === null ? [] : [{ item, fen: fenOf(values[item]) }])),
  })
  return (
    <ActForm
      endpoint={assess} fields={baseFields(found)} initial={initial} fixed={fixedOf(found)} send={send} submit={words.save} onDone={onDone} onCancel={onDone}
      intro={<><p>{words.baseIntro}</p><p className="quiet">{notCounted}</p></>}
    />
  )
}

const wayOptions = [
  ...ways.map((value) => ({ value, label: wayWords[value] })),
  ...forbiddenWays.map((value) => ({ value, label: words.notRecorded(wayWords[value]), disabled: true })),
]

const openMonths = ({ months }: PayerView) =>
  months.flatMap(({ month, monthWords, standing }) => (standing && standing.state === 'owed' && !standing.paid && standing.fen > 0 ? [{ month, monthWords, fen: standing.fen, silent: standing.silent }] : []))

function MonthChecks({ found, value, set }: { found: PayerView; value: unknown; set: (value: unknown) => void }) {
  const chosen = (value ?? []) as string[]
  return (
    <div className="dues-checks">
      {openMonths(found).map(({ month, monthWords, fen }) => (
        <label key={month}>
          <input
            type="checkbox" checked={chosen.includes(month)}
            onChange={({ target }) => set(target.checked ? [...chosen, month].toSorted() : chosen.filter((one) => one !== month))}
          />
          {monthWords} <span className="dues-sum">{yuan(fen)}</span>
        </label>
      ))}
    </div>
  )
}

const totalOf = (found: PayerView, values: Values): number => {
  const chosen = (values['months'] ?? []) as string[]
  return openMonths(found).reduce((sum, { month, fen }) => sum + (chosen.includes(month) ? fen : 0), 0) + (fenOf(values['extra']) ?? 0)
}

/** Several months of one person at once, or something beyond them. */
export function TakeForm({ found, onDone }: Props) {
  const { message } = App.useApp()
  const [initial] = useState<Values>({ way: 'cash', paidOn: today(), months: openMonths(found).filter(({ month, silent }) => month <= monthOf(today()) && !silent).map(({ month }) => month) })
  const fields: FieldSpec[] = [
    { name: 'months', label: words.takeMonths, kind: 'custom', optional: true, render: (value, set) => <MonthChecks found={found} value={value} set={set} /> },
    moneyField('extra', words.extra, { optional: true, help: words.extraHelp }),
    { name: 'way', label: words.way, kind: 'select', options: wayOptions, help: found.line === 'party' ? words.wayHelp : words.wayHelpOther },
    { name: 'payer', label: words.byWhom, kind: 'line', maxLength: 60, when: (values) => values['way'] === 'by-other' },
    { name: 'paidOn', label: words.paidOn, kind: 'day' },
  ]
  const send = ({ months = [], extra, ...rest }: Values): Values =>
    ({ ...rest, months, extra: fenOf(extra) ?? 0, fen: totalOf(found, { months, extra }) })
  return (
    <ActForm
      endpoint={collect} fields={fields} initial={initial} fixed={fixedOf(found)} send={send} submit={words.takeIt}
      verdict={(values) => <p><strong className="dues-sum">{words.sumOf(yuan(totalOf(found, values)))}</strong></p>}
      onDone={({ number }) => {
        void message.success(words.takenDone(number))
        onDone()
      }}
      onCancel={onDone}
    />
  )
}

const arrangeFields: FieldSpec[] = [
  { name: 'kind', label: words.arrangeKind, kind: 'choice', options: (['quarterly', 'reduced', 'exempt'] as const).map((value) => ({ value, label: arrangementWords[value] })) },
  moneyField('fen', words.arrangeFen, { when: (values) => values['kind'] === 'reduced' }),
  { name: 'from', label: words.from, kind: 'line', maxLength: 7, help: words.monthHelp },
  { name: 'to', label: words.to, kind: 'line', maxLength: 7, help: words.monthHelp },
  { name: 'reason', label: words.reason, kind: 'text', maxLength: 300, help: words.reasonHelp, sensitive: true },
  { name: 'decidedOn', label: words.decidedOn, kind: 'day' },
]

export function ArrangeForm({ found, onDone }: Props) {
  const [initial] = useState<Values>(() => ({ kind: 'quarterly', from: monthOf(today()), to: `${today().slice(0, 4)}-12`, decidedOn: today() }))
  return (
    <ActForm
      endpoint={arrange} fields={arrangeFields} fixed={fixedOf(found)} submit={words.arrange} onDone={onDone} onCancel={onDone}
      initial={initial}
      send={({ fen, ...rest }) => ({ ...rest, ...(fenOf(fen) !== null && { fen: fenOf(fen) }) })}
      intro={found.line === 'party' ? <p>{words.arrangeIntro}</p> : undefined}
    />
  )
}
