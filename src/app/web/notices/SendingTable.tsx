import type { SendingView } from '#notices/settings/contract.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { words } from './words.ts'

const kinds = { waiting: 'plain', sending: 'plain', sent: 'good', 'given-up': 'bad', dropped: 'plain' } as const

function Result({ row }: { row: SendingView }) {
  const isTold = row.state === 'given-up' || row.state === 'waiting'
  return (
    <>
      <Tag kind={row.state === 'waiting' && row.fault ? 'warn' : kinds[row.state]}>{row.stateWords}</Tag>
      {isTold && row.fault && <div className="quiet">{row.fault}</div>}
      {row.tries > 0 && row.next && <div className="quiet">{words.retry(momentOf(row.next))}</div>}
      {isTold && row.answer && <div className="quiet sending-answer">{row.answer}</div>}
    </>
  )
}

/** What was sent, where to, and how it went. */
export function SendingTable({ caption, rows }: { caption: string; rows: SendingView[] }) {
  return (
    <DataTable<SendingView>
      caption={caption} rows={rows} rowKey={(row) => row.id}
      columns={[
        {
          key: 'what', title: words.what, lead: true,
          render: (row) => <>{row.titles.length > 0 ? row.titles.map((title, no) => <div key={no}>{title}</div>) : row.kindWords}</>,
        },
        { key: 'to', title: words.to, nowrap: true, render: (row) => row.to },
        { key: 'when', title: words.when, nowrap: true, render: (row) => momentOf(row.ended ?? row.made) },
        { key: 'result', title: words.result, wide: true, render: (row) => <Result row={row} /> },
      ]}
    />
  )
}
