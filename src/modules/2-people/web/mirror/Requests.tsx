import { Button } from 'antd'
import { useState } from 'react'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { myCorrections, withdraw, type CorrectionView } from '#people/mirror/contract.ts'
import { words } from '#people/web/mirror/words.ts'

const kinds = { open: 'warn', accepted: 'good', declined: 'bad', withdrawn: 'plain' } as const

/** What was asked, and how far it is. */
function RequestLines({ request }: { request: CorrectionView }) {
  return (
    <ul className="mirror-items">
      {request.items.map((item) => (
        <li key={item.field}>
          <span>{item.label}　{item.field === 'other' ? item.value : words.to(item.value ?? words.clear)}</span>
          <Tag kind={kinds[item.state]}>{item.stateWords}</Tag>
        </li>
      ))}
    </ul>
  )
}

export function RequestDates({ request }: { request: CorrectionView }) {
  const { madeAt, settledAt, settledBy, dueOn, why } = request
  return (
    <div className="quiet">
      {words.askedOn(momentOf(madeAt))}{'　'}
      {settledAt
        ? words.settledOn(momentOf(settledAt), settledBy ?? '')
        : <>{words.due(dueOn)} <Why reason={{ sentence: why, article: '' }} /></>}
    </div>
  )
}

function Request({ request }: { request: CorrectionView }) {
  const [asking, setAsking] = useState(false)
  const act = useAct(withdraw)
  return (
    <li className="standing">
      <div className="grow">
        <RequestLines request={request} />
        <RequestDates request={request} />
        <div className="quiet">{words.reasonWas(request.reason)}</div>
        {request.answer && <div>{words.answer(request.answer)}</div>}
      </div>
      {!request.settledAt && <Button size="small" className="no-print" onClick={() => setAsking(true)}>{words.withdraw}</Button>}
      <Confirm
        open={asking} title={words.withdrawTitle} verb={words.withdraw} onClose={() => setAsking(false)}
        onConfirm={() => act.mutateAsync({ id: request.id })}
      >
        <p>{words.withdrawHint}</p>
      </Confirm>
    </li>
  )
}

/** The own requests, open ones first; nothing while there is none. */
export function Requests() {
  const query = useCall(myCorrections, {})
  if (!query.data || query.data.corrections.length === 0) return null
  return (
    <Section title={words.asks} flush>
      <ul className="standings">{query.data.corrections.map((one) => <Request key={one.id} request={one} />)}</ul>
    </Section>
  )
}
