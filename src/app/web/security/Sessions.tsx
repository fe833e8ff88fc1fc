import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { endMySession, mySessions } from '#access/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { forgetDrafts } from '#base/web/draft.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { deviceOf } from '../pages/device-words.ts'
import { words } from '../words.ts'
import { words as own } from './words.ts'

type Row = OutputOf<typeof mySessions>['sessions'][number]

const howOf = (by: string[]) => by.map((one) => own.ways[one] ?? one).join(' + ')

/** Where one's account is signed in, and the way to end it there. */
export function Sessions() {
  const sessions = useCall(mySessions, {})
  const queries = useQueryClient()
  const [ending, setEnding] = useState<Row | null>(null)
  const end = async () => {
    if (ending) await call(endMySession, { id: ending.id })
    await queries.invalidateQueries({ queryKey: [mySessions.name] })
  }
  return (
    <Section title={words.sessions} flush>
      <Waiting query={sessions}>
        {(data) => (
          <DataTable<Row>
            caption={words.sessions} rows={data.sessions} rowKey={(row) => row.id}
            columns={[
              {
                key: 'device', title: words.device, lead: true,
                render: (row) => <>{deviceOf(row.agent)} {row.here && <Tag kind="good">{words.here}</Tag>}</>,
              },
              { key: 'how', title: own.how, render: (row) => howOf(row.by) },
              { key: 'address', title: words.address, render: (row) => row.address },
              { key: 'since', title: words.since, nowrap: true, render: (row) => momentOf(row.since) },
              { key: 'seen', title: words.seen, nowrap: true, render: (row) => momentOf(row.seen) },
              { key: 'end', title: words.ends, nowrap: true, render: (row) => momentOf(row.ends) },
              {
                key: 'act', title: '', align: 'right',
                render: (row) => !row.here && <Button size="small" onClick={() => setEnding(row)}>{words.end}</Button>,
              },
            ]}
          />
        )}
      </Waiting>
      <p className="quiet sessions-hint">{words.sessionsHint}</p>
      <Confirm
        open={ending !== null} title={words.endTitle} verb={words.end} onClose={() => setEnding(null)} onConfirm={end}
      >
        <p>{ending && deviceOf(ending.agent)}</p>
        <p>{words.endHint}</p>
      </Confirm>
    </Section>
  )
}

/** What was typed and not sent lies on this device; a shared one can be swept. */
export function Drafts() {
  const [cleared, setCleared] = useState(false)
  const forget = () => {
    forgetDrafts()
    setCleared(true)
  }
  return (
    <Section title={words.drafts}>
      <p>{words.draftsHint}</p>
      <p className="row section-foot">
        <Button disabled={cleared} onClick={forget}>{cleared ? words.draftsGone : words.draftsForget}</Button>
      </p>
    </Section>
  )
}
