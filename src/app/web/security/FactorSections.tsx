import { Button } from 'antd'
import { useState } from 'react'
import { makeRecovery, removePasskey, removeTotp, type myFactors } from '#access/factors/contract.ts'
import { unlinkSignOn } from '#access/sign-on/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { SecretInput } from '#base/web/kit/SecretInput.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { PasskeySetup } from './PasskeySetup.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { currentField, Removal } from './Removal.tsx'
import { goLink } from './sign-on.ts'
import { TotpSetup } from './TotpSetup.tsx'
import { words } from './words.ts'

export type Factors = OutputOf<typeof myFactors>
type Passkey = Factors['passkeys'][number]

interface Props {
  factors: Factors
  /** shows the recovery codes that came with the first factor */
  onCodes: (codes: string[]) => void
}

export function TotpSection({ factors, onCodes }: Props) {
  const [doing, setDoing] = useState<'set' | 'remove' | null>(null)
  const { totp, fresh } = factors
  const close = () => setDoing(null)
  const actions = (
    <>
      <Button size="small" onClick={() => setDoing('set')}>{totp ? words.totpChange : words.totpSet}</Button>
      {totp && <Button size="small" onClick={() => setDoing('remove')}>{words.totpRemove}</Button>}
    </>
  )
  const done = (recovery: string[] | null) => {
    close()
    if (recovery) onCodes(recovery)
  }
  return (
    <Section title={words.totp} actions={actions}>
      <p>{totp ? <><Tag kind="good">{words.on}</Tag> {words.since} {momentOf(totp.since)}</> : <Tag>{words.off}</Tag>}</p>
      <p className="quiet security-hint">{words.totpHint}</p>
      <FormDialog open={doing === 'set'} title={words.totpSetTitle} onClose={close}><TotpSetup fresh={fresh} onDone={done} /></FormDialog>
      <Removal
        open={doing === 'remove'} title={words.totpRemoveTitle} hint={words.totpRemoveHint} verb={words.totpRemove}
        endpoint={removeTotp} onClose={close}
      />
    </Section>
  )
}

function PasskeyTable({ passkeys, onRemove }: { passkeys: Passkey[]; onRemove: (passkey: Passkey) => void }) {
  return (
    <DataTable<Passkey>
      caption={words.passkeys} rows={passkeys} rowKey={(row) => row.id}
      columns={[
        {
          key: 'name', title: words.passkeyName, lead: true,
          render: (row) => <>{row.name} {!row.here && <Tag kind="warn">{words.passkeyElsewhere}</Tag>}</>,
        },
        { key: 'since', title: words.since, nowrap: true, render: (row) => momentOf(row.since) },
        { key: 'used', title: words.used, nowrap: true, render: (row) => (row.used ? momentOf(row.used) : words.never) },
        {
          key: 'act', title: '', align: 'right',
          render: (row) => <Button size="small" onClick={() => onRemove(row)}>{words.remove}</Button>,
        },
      ]}
    />
  )
}

export function PasskeySection({ factors, onCodes }: Props) {
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const { passkeys, passkeysHere, fresh } = factors
  const add = passkeysHere && <Button size="small" onClick={() => setAdding(true)}>{words.passkeyAdd}</Button>
  const done = (recovery: string[] | null) => {
    setAdding(false)
    if (recovery) onCodes(recovery)
  }
  return (
    <Section title={words.passkeys} actions={add}>
      {passkeys.length > 0 ? <PasskeyTable passkeys={passkeys} onRemove={setRemoving} /> : <p><Tag>{words.off}</Tag></p>}
      <p className="quiet security-hint">{passkeysHere ? words.passkeysHint : words.passkeysNotHere}</p>
      <FormDialog open={adding} title={words.passkeyAdd} onClose={() => setAdding(false)}>
        <PasskeySetup fresh={fresh} onDone={done} />
      </FormDialog>
      <Removal
        open={removing !== null} title={words.passkeyRemoveTitle(removing?.name ?? '')} hint={words.passkeyRemoveHint} verb={words.remove}
        endpoint={removePasskey} fixed={{ id: removing?.id ?? '' }} onClose={() => setRemoving(null)}
      />
    </Section>
  )
}

export function RecoverySection({ factors, onCodes }: Props) {
  const [making, setMaking] = useState(false)
  if (!factors.totp && factors.passkeys.length === 0) return null
  const close = () => setMaking(false)
  return (
    <Section
      title={words.recovery} actions={<Button size="small" onClick={() => setMaking(true)}>{words.recoveryMake}</Button>}
    >
      <p>{words.recoveryLeft(factors.recovery)}</p>
      <p className="quiet security-hint">{words.recoveryHint}</p>
      <FormDialog open={making} title={words.recoveryMakeTitle} onClose={close}>
        <ActForm
          endpoint={makeRecovery} fields={[currentField]} submit={words.recoveryMake} intro={<p>{words.recoveryMakeHint}</p>}
          onCancel={close}
          onDone={({ recovery }) => {
            close()
            if (recovery) onCodes(recovery)
          }}
        />
      </FormDialog>
    </Section>
  )
}

/** The password, then off to the provider. */
function LinkForm({ onCancel }: { onCancel: () => void }) {
  const [current, setCurrent] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const go = () => {
    setBusy(true)
    setError(null)
    goLink(current).catch((caught: unknown) => {
      setError(caught)
      setBusy(false)
    })
  }
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); if (current && !busy) go() }}>
      <Field label={words.current} help={words.currentHelp}>
        {(control) => (
          <SecretInput
            {...control} value={current} maxLength={128} autoComplete="current-password" onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <ErrorNote error={error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!current}>{words.next}</Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </form>
  )
}

export function SignOnSection({ factors: { signOn } }: { factors: Factors }) {
  const [doing, setDoing] = useState<'link' | 'unlink' | null>(null)
  if (!signOn) return null
  const { name, linked } = signOn
  const close = () => setDoing(null)
  const action = (
    <Button size="small" onClick={() => setDoing(linked ? 'unlink' : 'link')}>{linked ? words.signOnUnbind : words.signOnBind}</Button>
  )
  return (
    <Section title={name} actions={action}>
      <p>
        {linked
          ? <><Tag kind="good">{words.signOnLinked(linked.label)}</Tag> {words.since} {momentOf(linked.since)}</>
          : <Tag>{words.signOnUnbound}</Tag>}
      </p>
      <p className="quiet security-hint">{words.signOnHint}</p>
      <FormDialog open={doing === 'link'} title={words.signOnBindTitle(name)} onClose={close}><LinkForm onCancel={close} /></FormDialog>
      <Removal
        open={doing === 'unlink'} title={words.signOnUnbindTitle(name)} hint={words.signOnUnbindHint} verb={words.signOnUnbind}
        endpoint={unlinkSignOn} onClose={close}
      />
    </Section>
  )
}

/** The codes in a dialog of their own; closing it is saying that they are kept. */
export function CodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  return (
    <FormDialog open={codes !== null} title={words.recoveryTitle} onClose={onClose}>
      {codes && <RecoveryCodes codes={codes} done={words.recoveryKept} onDone={onClose} />}
    </FormDialog>
  )
}
