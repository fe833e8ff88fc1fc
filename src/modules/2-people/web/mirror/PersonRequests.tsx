import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct, useCall } from '#base/web/calls.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { corrections, settle, type CorrectionView } from '#people/mirror/contract.ts'
import { RequestDates } from '#people/web/mirror/Requests.tsx'
import { words } from '#people/web/mirror/words.ts'
import '#people/web/mirror/mirror.css'

type Item = CorrectionView['items'][number]

interface AcceptProps {
  item: Item
  on: boolean
  change: (on: boolean) => void
}

function Accept({ item, on, change }: AcceptProps) {
  return (
    <label className="check">
      <input
        type="checkbox" aria-label={words.acceptField(item.label)} checked={on} onChange={(event) => change(event.target.checked)}
      />
      {words.accept}
    </label>
  )
}

/** One request: what stands there, what is wished, a tick for each, one answer. */
function Settle({ request, version }: { request: CorrectionView; version: number }) {
  const open = request.items.filter((item) => item.state === 'open')
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(() => new Set())
  const [answer, setAnswer] = useState('')
  const act = useAct(settle)
  const change = (field: string) => (on: boolean) => {
    const next = new Set(accepted)
    if (on) next.add(field)
    else next.delete(field)
    setAccepted(next)
  }
  const send = () => act.mutate({ id: request.id, version, accepted: [...accepted], answer: answer.trim() || null })
  const incomplete = accepted.size < open.length && answer.trim() === ''
  return (
    <div className="mirror-settle">
      <RequestDates request={request} />
      <p>{words.reasonWas(request.reason)}</p>
      <DataTable<Item>
        caption={words.requests} rows={open} rowKey={(item) => item.field}
        columns={[
          { key: 'field', title: words.field, lead: true, render: (item) => item.label },
          { key: 'now', title: words.now, render: (item) => item.now ?? '—' },
          { key: 'value', title: words.wished, render: (item) => item.value ?? words.clear },
          {
            key: 'accept', title: '', nowrap: true,
            render: (item) => <Accept item={item} on={accepted.has(item.field)} change={change(item.field)} />,
          },
        ]}
      />
      {open.some((item) => item.field === 'other') && <p className="quiet">{words.otherNote}</p>}
      <div className="form no-print">
        <Field label={words.answerLabel} help={words.answerHelp} optional={!incomplete}>
          {(control) => (
            <Input.TextArea
              {...control} value={answer} maxLength={500} rows={3}
              onChange={(event) => setAnswer(event.target.value)}
            />
          )}
        </Field>
        <ErrorNote error={act.error} />
        <div className="form-foot">
          <Button type="primary" loading={act.isPending} disabled={incomplete} onClick={send}>{words.settle}</Button>
          <Button onClick={() => setAccepted(new Set(open.map((item) => item.field)))}>{words.acceptAll}</Button>
          <span className="quiet">{words.settleHint}</span>
        </div>
      </div>
    </div>
  )
}

/** What the person asked to have corrected and nobody has answered yet. */
export function PersonRequests({ id }: { id: string }) {
  const query = useCall(corrections, { id })
  const open = query.data?.corrections.filter((one) => !one.settledAt) ?? []
  if (!query.data || open.length === 0) return null
  const { version } = query.data
  return (
    <Section title={words.requests}>
      {open.map((one) => <Settle key={one.id} request={one} version={version} />)}
    </Section>
  )
}
