import { auditReads } from '#app/administration/contract.ts'
import { usePages } from '#base/web/calls.ts'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { words as shell } from '../words.ts'
import { EventTable } from './EventTable.tsx'
import { words } from './words.ts'

/** What the auditors looked at: read by the security administrator. */
export function AuditReads() {
  const { rows, query } = usePages(auditReads, {})
  return (
    <ListPage
      title={words.oversee} subtitle={words.overseeHint} trail={[{ title: shell.administration, to: '/administration' }]} query={query}
      shown={rows.length}
    >
      <EventTable caption={words.oversee} rows={rows} />
    </ListPage>
  )
}
