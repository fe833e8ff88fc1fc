import type { EventView } from '#app/administration/contract.ts'
import { groupWords } from '#app/administration/words.ts'
import type { EventGroup } from '#access/event-groups.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { words } from './words.ts'

const loud: Partial<Record<EventGroup, 'bad' | 'warn'>> = { emergency: 'bad', refused: 'warn' }

/** Events of the audit log as rows: when, what, who, where, with which permission, how many, from where. */
export function EventTable({ caption, rows }: { caption: string; rows: EventView[] }) {
  return (
    <DataTable<EventView>
      caption={caption} rows={rows} rowKey={(row) => row.id}
      columns={[
        { key: 'at', title: words.when, nowrap: true, render: (row) => <time dateTime={row.at}>{momentOf(row.at)}</time> },
        { key: 'group', title: words.group, nowrap: true, render: (row) => <Tag kind={loud[row.group as EventGroup]}>{groupWords[row.group as EventGroup]}</Tag> },
        { key: 'words', title: words.event, lead: true, render: (row) => row.words },
        { key: 'doer', title: words.who, wide: true, render: (row) => <>{row.doer} {row.login && <span className="quiet">{row.login}</span>}</> },
        { key: 'permission', title: words.permission, render: (row) => row.permissionWords },
        { key: 'amount', title: words.amount, align: 'right', render: (row) => row.amount },
        { key: 'address', title: words.address, nowrap: true, render: (row) => row.address },
      ]}
    />
  )
}
