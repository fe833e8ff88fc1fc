import { accounts } from '#app/administration/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { usePages } from '#base/web/calls.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useFilters } from '#base/web/route.ts'
import { words as shell } from '../words.ts'
import { words } from './words.ts'

type Row = OutputOf<typeof accounts>['rows'][number]

/** Whether accounts work, without a word of whose they are. */
export function Accounts() {
  const [filters, change] = useFilters()
  const { rows, query } = usePages(accounts, { q: filters['q'] })
  return (
    <ListPage
      title={words.accountsSee} subtitle={words.accountsHint} trail={[{ title: shell.administration, to: '/administration' }]} query={query}
      shown={rows.length}
      filters={<SearchField label={words.findLogin} value={filters['q'] ?? ''} onChange={(q) => change({ q: q || undefined })} />}
    >
      <DataTable<Row>
        caption={words.accountsSee} rows={rows} rowKey={(row) => row.login}
        columns={[
          { key: 'login', title: words.login, lead: true, render: (row) => row.login },
          {
            key: 'state', title: words.state,
            render: (row) => <Tag kind={row.state === 'active' ? 'good' : 'plain'}>{words.accountState[row.state]}</Tag>,
          },
          { key: 'sessions', title: words.sessions, align: 'right', render: (row) => row.sessions || '' },
          { key: 'seen', title: words.seen, nowrap: true, render: (row) => (row.seen ? momentOf(row.seen) : '') },
          { key: 'made', title: words.made, nowrap: true, render: (row) => momentOf(row.made) },
        ]}
      />
    </ListPage>
  )
}
