import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { Fold } from '#base/web/kit/Fold.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { words as kit } from '#base/web/words.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import type { Line } from '#organisations/kinds.ts'
import { PickPanel } from '#organisations/web/parts/PickPanel.tsx'
import { statusCodes, statusWords } from '#people/statuses.ts'
import { words } from '#people/web/words.ts'

interface Props {
  organisation: OrganisationView | undefined
  filters: Record<string, string>
  change: (next: Record<string, string | undefined>) => void
}

function OtherOrganisation({ organisation, change }: Pick<Props, 'organisation' | 'change'>) {
  const [open, setOpen] = useState(false)
  const pick = (chosen: string) => {
    setOpen(false)
    change({ organisation: chosen, status: undefined, below: undefined })
  }
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>{words.otherOrganisation}</Button>
      <Modal
        open={open} title={words.otherOrganisation} footer={null} width="min(44rem, 96vw)" destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <PickPanel selected={organisation?.id} onPick={pick} />
      </Modal>
    </>
  )
}

/** Whose roster, with or without those below, whom in it; all of it in the address. */
export function RosterFilters({ organisation, filters, change }: Props) {
  const line = organisation?.line as Line | undefined
  const statuses = line ? statusCodes(line).map((status) => ({ value: status, label: statusWords(line, status) })) : []
  return (
    <>
      <SearchField
        label={words.search} value={filters['q'] ?? ''} onChange={(q) => change({ q: q || undefined })} width="15rem"
      />
      <Fold label={kit.filter} open={!!filters['status'] || filters['below'] === 'no'}>
        <Select
          aria-label={words.status} value={filters['status'] ?? ''} style={{ width: '9rem' }}
          options={[{ value: '', label: words.allStatuses }, ...statuses]}
          onChange={(status) => change({ status: status || undefined })}
        />
        <OtherOrganisation organisation={organisation} change={change} />
        {organisation?.children.length !== 0 && (
          <label className="check">
            <input
              type="checkbox" checked={filters['below'] !== 'no'}
              onChange={(event) => change({ below: event.target.checked ? undefined : 'no' })}
            />
            {words.below}
          </label>
        )}
      </Fold>
    </>
  )
}
