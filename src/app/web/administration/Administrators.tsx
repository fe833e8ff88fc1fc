import { Button, Modal } from 'antd'
import { useState } from 'react'
import { administratorPosts } from '#access/administrators/posts.ts'
import { administratorWords } from '#access/words.ts'
import { permissions, propose, proposeEnd, type AdministrationView } from '#app/administration/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { MadeSlip } from '#people/web/person/SlipDialog.tsx'
import { useSession } from '../session.tsx'
import { words } from './words.ts'

type Row = AdministrationView['administrators'][number]
type Made = OutputOf<typeof propose>
/** what stands on the slip beside the code */
interface Named {
  name: string
  organisation: string
}

const fields: FieldSpec[] = [
  { name: 'post', label: words.post, kind: 'choice', options: administratorPosts.map((post) => ({ value: post, label: administratorWords[post]! })) },
  { name: 'name', label: words.name, kind: 'line', maxLength: 50 },
  { name: 'idNumber', label: words.idNumber, kind: 'line', maxLength: 18, sensitive: true },
  { name: 'login', label: words.login, kind: 'line', maxLength: 31, help: words.loginHelp },
  { name: 'reason', label: words.reason, kind: 'line', maxLength: 200 },
]

/** The slip of the new account, printed like a member's: shown once. */
function Slip({ made, onClose }: { made: (Made & Named) | null; onClose: () => void }) {
  const slip = made?.slip ?? null
  return (
    <Modal
      open={slip !== null} title={words.slipTitle} onCancel={onClose} mask={{ closable: false }} width="38rem" destroyOnHidden
      footer={<Button onClick={onClose}>{words.gotIt}</Button>}
    >
      {made && slip && (
        <>
          <p>{made.alone ? words.slipHolds : words.slipWaits}</p>
          <MadeSlip slip={{ ...slip, name: made.name, purpose: 'activation', clears: false }} organisation={made.organisation} />
        </>
      )}
    </Modal>
  )
}

function Second({ row }: { row: Row }) {
  return row.confirmedBy ? <>{words.confirmedBy(row.confirmedBy)}</> : <Tag kind="warn">{words.alone}</Tag>
}

/** Who runs the installation, and who agreed to that. */
export function Administrators({ view }: { view: AdministrationView }) {
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<(Made & Named) | null>(null)
  const [ending, setEnding] = useState<Row | null>(null)
  const end = useAct(proposeEnd)
  const proposes = may(permissions.propose)
  return (
    <Section
      title={words.administrators} flush
      actions={proposes && <Button type="primary" onClick={() => setAdding(true)}>{words.appoint}</Button>}
    >
      <DataTable<Row>
        caption={words.administrators} rows={view.administrators} rowKey={(row) => row.seat}
        columns={[
          {
            key: 'name', title: words.name, lead: true,
            render: (row) => (
              <>
                {row.name} {!row.active && <Tag kind="warn">{words.inactive}</Tag>} {row.busy && <Tag>{words.busy}</Tag>}
              </>
            ),
          },
          { key: 'post', title: words.post, nowrap: true, render: (row) => row.postWords },
          { key: 'login', title: words.login, render: (row) => row.login },
          { key: 'since', title: words.since, nowrap: true, render: (row) => row.since },
          { key: 'second', title: words.confirmed, wide: true, render: (row) => <Second row={row} /> },
          ...(proposes
            ? [{
              key: 'end', title: '', align: 'right' as const, nowrap: true,
              render: (row: Row) => (
                <Button size="small" onClick={() => setEnding(row)}>{words.dismiss}<span className="unseen">：{row.name}</span></Button>
              ),
            }]
            : []),
        ]}
      />
      <FormDialog open={adding} title={words.appoint} onClose={() => setAdding(false)}>
        <ActForm
          endpoint={propose} fields={fields} submit={words.appoint} intro={<p className="quiet">{words.appointIntro}</p>}
          initial={{ post: 'system.security' }} onCancel={() => setAdding(false)}
          onDone={(answer, values) => {
            setAdding(false)
            setMade({ ...answer, name: String(values['name']), organisation: administratorWords[String(values['post'])] ?? '' })
          }}
        />
      </FormDialog>
      <Slip made={made} onClose={() => setMade(null)} />
      <Confirm
        open={ending !== null} title={words.dismissTitle(ending ? `${ending.postWords} ${ending.name}` : '')} verb={words.dismiss}
        reason={words.reason} danger onClose={() => setEnding(null)}
        onConfirm={(reason) => end.mutateAsync({ seat: ending!.seat, reason })}
      >
        <p>{view.guards.secondGrantor ? words.dismissHint.two : words.dismissHint.alone}</p>
      </Confirm>
    </Section>
  )
}
