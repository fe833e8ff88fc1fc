import { Button } from 'antd'
import { useAct } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { useSeat } from '#access/web/seat.ts'
import { permissions, signPaper, type MeetingView } from '#org-life/contract.ts'
import { sign } from '#org-life/contract/own.ts'
import { words } from '#org-life/web/words.ts'

type Role = 'recorder' | 'chair'

function Signature({ meeting, role }: { meeting: MeetingView; role: Role }) {
  const { may } = useSeat()
  const own = useAct(sign)
  const paper = useAct(signPaper)
  const { id, mine } = meeting
  const signed = role === 'recorder' ? meeting.recorderSigned : meeting.chairSigned
  const name = (role === 'recorder' ? meeting.recorder : meeting.chair)?.name ?? ''
  const turn = meeting.may.includes(role === 'recorder' ? 'sign' : 'check')
  return (
    <li className="signature">
      <span>{role === 'recorder' ? words.recorderSigns : words.chairSigns}：<strong>{name}</strong></span>
      <span className={signed ? undefined : 'quiet'}>{signed ? words.signedOn(signed.on, signed.how) : words.notSigned}</span>
      {turn && mine === role && <Button type="primary" loading={own.isPending} onClick={() => own.mutate({ id })}>{words.selfSign}</Button>}
      {turn && may(permissions.keep) && <Button type={mine === role ? 'default' : 'primary'} loading={paper.isPending} onClick={() => paper.mutate({ id, role })}>{words.paperSign}</Button>}
      <ErrorNote error={own.error ?? paper.error} />
    </li>
  )
}

/** The recorder signs, the chair checks and signs; a signature on paper counts. */
export function Signing({ meeting }: { meeting: MeetingView }) {
  return (
    <Section title={words.signing} note={meeting.state !== 'locked' && words.lockedNote}>
      <ul className="signatures"><Signature meeting={meeting} role="recorder" /><Signature meeting={meeting} role="chair" /></ul>
    </Section>
  )
}
