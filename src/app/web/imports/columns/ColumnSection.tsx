import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { columns, kinds } from '#exchange/contract.ts'
import { useImport } from '../import/held.tsx'
import { words } from '../words.ts'
import { ColumnForm } from './ColumnForm.tsx'
import { leftOut, type Columns } from './mapping.ts'

/** One line that says what was understood. */
function Sum({ found, remembered }: { found: Columns; remembered: boolean }) {
  const mapped = Object.keys(found.mapping).length
  const left = leftOut(found)
  return (
    <>
      {words.columnsSum(mapped, left)}
      {remembered && `，${words.columnsRemembered}`}
    </>
  )
}

/** The columns: open while a person must look at them, afterwards one line that opens. */
export function ColumnSection() {
  const { batch } = useImport()
  const [opened, setOpened] = useState(false)
  const found = useCall(columns, { batch: batch.id })
  const offered = useCall(kinds, { organisation: batch.organisation.id })
  const must = batch.state === 'mapping'
  const open = must || opened
  const toggle = (
    <Button type="text" aria-expanded={open} onClick={() => setOpened(!opened)}>
      {open ? words.columnsHide : words.columnsShow}
    </Button>
  )
  return (
    <div className={open ? undefined : 'section-folded'}>
      <Section
        title={words.columns}
        note={found.data && !must && <Sum found={found.data} remembered={batch.remembered} />}
        actions={!must && toggle}
        flush
      >
        {open && (
          <Waiting query={found}>
            {(data) => (
              <Waiting query={offered}>
                {({ kinds: all }) => (
                  <ColumnForm
                    key={JSON.stringify(data.mapping)}
                    columns={data}
                    kinds={all}
                    onDone={() => setOpened(false)}
                  />
                )}
              </Waiting>
            )}
          </Waiting>
        )}
      </Section>
    </div>
  )
}
