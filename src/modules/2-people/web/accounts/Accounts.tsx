import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { whoAmI } from '#access/contract.ts'
import { useSeat } from '#access/web/seat.ts'
import { useAct, useCall, usePages } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useFilters } from '#base/web/route.ts'
import { read } from '#organisations/contract.ts'
import { accounts, closeAccount, type AccountView } from '#people/contract/accounts.ts'
import { SlipDialog } from '#people/web/person/SlipDialog.tsx'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

const stateKinds = { active: 'good', invited: 'warn', closed: 'plain' } as const
type State = AccountView['state']
type Doing = { row: AccountView; what: 'slip' | 'close' } | null

interface TableProps {
  rows: AccountView[]
  caption: string
  onDo: (doing: Doing) => void
}

function RowActs({ row, onDo }: { row: AccountView; onDo: TableProps['onDo'] }) {
  return (
    <span className="row">
      <Button size="small" onClick={() => onDo({ row, what: 'slip' })}>{words.slip}</Button>
      <Button size="small" onClick={() => onDo({ row, what: 'close' })}>{words.closeAccount}</Button>
    </span>
  )
}

function AccountTable({ rows, caption, onDo }: TableProps) {
  // nobody prints a slip for the own account
  const own = useCall(whoAmI, {}).data?.me?.account.login
  return (
    <DataTable<AccountView>
      caption={caption} rows={rows} rowKey={(row) => row.login}
      columns={[
        { key: 'name', title: '姓名', lead: true, render: (row) => <Link to={`/people/${row.person}` as string}>{row.name}</Link> },
        { key: 'login', title: words.login, render: (row) => row.login },
        { key: 'state', title: words.state, render: (row) => <Tag kind={stateKinds[row.state]}>{words.accountStates[row.state]}</Tag> },
        { key: 'seen', title: words.seenOn, nowrap: true, render: (row) => row.seenOn ?? words.seenNever },
        { key: 'second', title: words.secondFactor, render: (row) => (row.secondFactor ? words.has : words.hasNot) },
        { key: 'slip', title: words.slipOut, render: (row) => (row.slipEnds ? words.slipUntil(momentOf(row.slipEnds)) : words.slipNone) },
        { key: 'act', title: '', align: 'right', render: (row) => row.state !== 'closed' && row.login !== own && <RowActs row={row} onDo={onDo} /> },
      ]}
    />
  )
}

function AccountsOf({ organisation: id }: { organisation: string }) {
  const [filters, change] = useFilters()
  const [doing, setDoing] = useState<Doing>(null)
  const close = useAct(closeAccount)
  const organisation = useCall(read, { id }).data
  const state = filters['state'] as State | undefined
  const { rows, query } = usePages(accounts, { organisation: id, state, q: filters['q'] || undefined })
  const row = doing?.row
  const options = (Object.keys(words.accountStates) as State[]).map((value) => ({ value, label: words.accountStates[value] }))
  return (
    <ListPage
      title={words.accountsTitle} subtitle={organisation ? words.accountsOf(organisation.name) : undefined}
      trail={[{ title: words.people, to: `/people?organisation=${id}` }]} query={query} shown={rows.length}
      filters={(
        <>
          <SearchField label={words.accountSearch} value={filters['q'] ?? ''} onChange={(q) => change({ q })} />
          <Select
            aria-label={words.state} value={state ?? ''} style={{ width: '9rem' }} options={[{ value: '', label: words.accountAny }, ...options]}
            onChange={(value) => change({ state: value || undefined })}
          />
        </>
      )}
      empty={<Empty title={words.accountsNone} hint={words.accountsNoneHint} />}
    >
      <AccountTable rows={rows} caption={words.accountsTitle} onDo={setDoing} />
      {row && (
        <SlipDialog
          person={{ id: row.person, name: row.name, organisation: organisation?.name ?? '', active: row.state === 'active' }}
          open={doing.what === 'slip'} onClose={() => setDoing(null)}
        />
      )}
      <Confirm
        open={doing?.what === 'close'} title={words.closeAccountTitle(row?.name ?? '')} verb={words.closeAccount} danger reason
        onClose={() => setDoing(null)} onConfirm={(reason) => close.mutateAsync({ id: row?.person ?? '', reason })}
      >
        <p>{words.closeAccountHint}</p>
      </Confirm>
    </ListPage>
  )
}

/** Who has an account under an organisation, for whoever prints slips there. */
export function Accounts() {
  const { seat } = useSeat()
  const [filters] = useFilters()
  const organisation = filters['organisation'] ?? seat?.organisation
  if (organisation) return <AccountsOf key={organisation} organisation={organisation} />
  return <Page title={words.accountsTitle}><Section flush><Empty title={words.noPost} hint={words.noPostHint} /></Section></Page>
}
