import { Button } from 'antd'
import { useState } from 'react'
import { addHook, endHook, hookSendings, listHooks, testHook, type HookView } from '#notices/hooks/contract.ts'
import { formats, needsSecret, type Format } from '#notices/hooks/presets.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useSession } from '../session.tsx'
import { words as shell } from '../words.ts'
import { SendingTable } from './SendingTable.tsx'
import { words } from './words.ts'
import './notices.css'

const fieldsFor = (values: Values): FieldSpec[] => {
  const format = (values['format'] ?? 'wecom') as Format
  return [
    { name: 'format', label: words.format, kind: 'choice', options: formats.map((one) => ({ value: one, label: words.formats[one] })) },
    { name: 'address', label: words.hookAddress, kind: 'line', maxLength: 1000, sensitive: true, help: words.hookAddressHelp },
    { name: 'secret', label: words.secret, kind: 'secret', maxLength: 200, sensitive: true, help: words.secretHelp[format], when: () => needsSecret(format) },
  ]
}

function Last({ hook }: { hook: HookView }) {
  if (!hook.last) return <span className="quiet">{words.never}</span>
  const { state, stateWords, at, fault } = hook.last
  return (
    <>
      <Tag kind={state === 'sent' ? 'good' : fault ? 'bad' : 'plain'}>{stateWords}</Tag> <span className="quiet nowrap">{momentOf(at)}</span>
      {fault && state !== 'sent' && <div className="quiet">{fault}</div>}
    </>
  )
}

function HookLog({ hook }: { hook: HookView }) {
  const sent = useCall(hookSendings, { hook: hook.id, limit: 50 })
  return <Waiting query={sent}>{({ rows }) => (rows.length > 0 ? <SendingTable caption={words.groupLog} rows={rows} /> : <p className="quiet">{words.never}</p>)}</Waiting>
}

function HookTable({ hooks }: { hooks: HookView[] }) {
  const [ending, setEnding] = useState<HookView | null>(null)
  const [shown, setShown] = useState<HookView | null>(null)
  const [tested, setTested] = useState(false)
  const end = useAct(endHook)
  const test = useAct(testHook)
  const tryOut = (id: string) => void test.mutateAsync({ hook: id }).then(() => setTested(true), () => undefined)
  return (
    <>
      {tested && <Note kind="good">{words.tested}</Note>}
      <ErrorNote error={test.error} />
      <DataTable<HookView>
        caption={words.groups} rows={hooks} rowKey={(hook) => hook.id}
        columns={[
          { key: 'group', title: words.group, lead: true, render: (hook) => hook.organisationName },
          { key: 'host', title: words.host, render: (hook) => <>{hook.formatWords}<div className="quiet">{hook.host}</div></> },
          { key: 'last', title: words.last, wide: true, render: (hook) => <Last hook={hook} /> },
          {
            key: 'act', title: '', align: 'right', wide: true,
            render: (hook) => (
              <span className="row">
                <Button size="small" onClick={() => tryOut(hook.id)}>{words.test}</Button>
                <Button size="small" onClick={() => setShown(hook)}>{words.groupLog}</Button>
                <Button size="small" onClick={() => setEnding(hook)}>{words.end}</Button>
              </span>
            ),
          },
        ]}
      />
      <FormDialog open={shown !== null} title={`${words.groupLog}：${shown?.organisationName ?? ''}`} onClose={() => setShown(null)}>
        {shown && <HookLog hook={shown} />}
      </FormDialog>
      <Confirm
        open={ending !== null} title={`${words.end}：${ending?.organisationName ?? ''}`} verb={words.end} danger
        onClose={() => setEnding(null)} onConfirm={() => end.mutateAsync({ hook: ending!.id })}
      >
        <p>{words.endHint}</p>
      </Confirm>
    </>
  )
}

/** Where the groups of the organisations in reach hear of their work; a new one is for the organisation acted for. */
export function Groups() {
  const { seat } = useSession()
  const [adding, setAdding] = useState(false)
  const hooks = useCall(listHooks, {}, { every: 10_000 })
  const close = () => setAdding(false)
  const add = seat && <Button type="primary" onClick={() => setAdding(true)}>{words.addGroup}</Button>
  return (
    <Page title={words.groups} subtitle={words.groupsIntro} trail={[{ title: shell.notices, to: '/notices' }]} actions={add}>
      <Waiting query={hooks}>
        {({ hooks: rows }) => (
          <Section flush>
            {rows.length > 0 ? <HookTable hooks={rows} /> : <Empty title={words.noGroups} hint={words.noGroupsHint} />}
          </Section>
        )}
      </Waiting>
      <FormDialog open={adding} title={`${words.addGroup}：${seat?.organisationName ?? ''}`} onClose={close}>
        <ActForm
          endpoint={addHook} fields={fieldsFor} initial={{ format: 'wecom' }} fixed={{ organisation: seat?.organisation ?? '' }} submit={words.add}
          intro={<p>{words.addGroupHint}</p>} onCancel={close} onDone={close}
        />
      </FormDialog>
    </Page>
  )
}
