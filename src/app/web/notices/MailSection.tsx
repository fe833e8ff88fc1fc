import { Button } from 'antd'
import { useState } from 'react'
import { askMail, confirmMail, dropMail, type SettingsView } from '#notices/settings/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { words } from './words.ts'

/** The address letters go to: typed, confirmed by a code, removed. */
export function MailSection({ settings }: { settings: SettingsView }) {
  const [doing, setDoing] = useState<'ask' | 'drop' | null>(null)
  const drop = useAct(dropMail)
  const { mailHere, mail, wished } = settings
  const close = () => setDoing(null)
  const actions = mailHere && (
    <>
      <Button size="small" onClick={() => setDoing('ask')}>{mail ? words.changeMail : words.setMail}</Button>
      {(mail || wished) && <Button size="small" onClick={() => setDoing('drop')}>{words.removeMail}</Button>}
    </>
  )
  return (
    <Section title={words.mail} actions={actions}>
      {!mailHere && <Note>{words.noMailHere}</Note>}
      {mail ? <p><Tag kind="good">{mail.mask}</Tag> <span className="quiet">{words.since(momentOf(mail.since))}</span></p> : mailHere && !wished && <p>{words.noMail}</p>}
      {wished && (
        <ActForm
          endpoint={confirmMail} submit={words.confirm} intro={<p>{words.wished(wished.mask, momentOf(wished.ends))}</p>} onDone={() => undefined}
          fields={[{ name: 'code', label: words.code, kind: 'line', help: words.codeHelp, maxLength: 6, sensitive: true, inputMode: 'numeric', autoComplete: 'one-time-code' }]}
        />
      )}
      {mailHere && <p className="quiet notice-hint">{words.mailHint}</p>}
      <FormDialog open={doing === 'ask'} title={mail ? words.changeMail : words.setMail} onClose={close}>
        <ActForm
          endpoint={askMail} submit={words.askMail} intro={<p>{words.mailHint}</p>} onCancel={close} onDone={close}
          fields={[{ name: 'address', label: words.address, kind: 'line', maxLength: 200, sensitive: true, autoComplete: 'email', placeholder: 'name@example.cn' }]}
        />
      </FormDialog>
      <Confirm open={doing === 'drop'} title={words.removeMail} verb={words.removeMail} danger onClose={close} onConfirm={() => drop.mutateAsync({})}>
        <p>{words.removeHint}</p>
      </Confirm>
    </Section>
  )
}
