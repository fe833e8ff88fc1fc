import { Button } from 'antd'
import { useState } from 'react'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import type { Line } from '#organisations/kinds.ts'
import { LineMark } from '#organisations/web/parts/KindTag.tsx'
import { permissions, type PersonView } from '#people/contract.ts'
import { statusOf } from '#people/statuses.ts'
import { StatusTag } from '#people/web/parts/StatusTag.tsx'
import { EndForm, StatusForm } from '#people/web/person/status-forms.tsx'
import { inOrder, type Membership } from '#people/web/person/order.ts'
import { PlaceName, type May } from '#people/web/person/PlaceName.tsx'
import { JoinForm } from '#people/web/person/JoinForm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { FloatForm } from '#people/web/transfers/floating.tsx'
import { SendForm } from '#people/web/transfers/SendForm.tsx'
import { words as transferWords } from '#people/web/transfers/words.ts'
import { joinWords, words } from '#people/web/words.ts'


interface Props {
  person: PersonView
  may: May
}

/** 入党申请人 2009-03-01 → 积极分子 2010-… → 正式党员: how this status came about. */
function Steps({ membership }: { membership: Membership }) {
  if (membership.statuses.length < 2) return null
  return (
    <ol className="status-steps">
      {membership.statuses.map((step) => (
        <li key={step.status + step.since}>
          {step.words} <time className="quiet" dateTime={step.since}>{step.since}</time>
        </li>
      ))}
    </ol>
  )
}

function Dates({ membership: { line, joinedOn, fullOn, fromOn, toOn, endReason } }: { membership: Membership }) {
  const dates = [
    joinedOn && `${joinWords[line as Line]} ${joinedOn}`,
    fullOn && words.full(fullOn),
    toOn ? words.fromTo(fromOn, toOn) : words.here(fromOn),
    toOn && endReason,
  ]
  return <div className="quiet">{dates.filter(Boolean).join('　')}</div>
}

function Acts({ person, membership, may }: Props & { membership: Membership }) {
  const [open, setOpen] = useState<'status' | 'end' | 'send' | 'float' | null>(null)
  const close = () => setOpen(null)
  const next = statusOf(membership.line as Line, membership.status)?.next ?? []
  if (!membership.changeable || ![permissions.status, permissions.transfer, permissions.float].some(may)) return null
  return (
    <div className="row no-print">
      {may(permissions.transfer) && <Button size="small" onClick={() => setOpen('send')}>{transferWords.send}</Button>}
      {may(permissions.float) && <Button size="small" onClick={() => setOpen('float')}>{transferWords.float}</Button>}
      {may(permissions.status) && next.length > 0 && <Button size="small" onClick={() => setOpen('status')}>{words.changeStatus}</Button>}
      {may(permissions.status) && <Button size="small" onClick={() => setOpen('end')}>{words.endMembership}</Button>}
      <FormDialog open={open === 'send'} title={`${transferWords.send}：${person.name}`} onClose={close}>
        <SendForm person={person} membership={membership} onClose={close} />
      </FormDialog>
      <FormDialog open={open === 'float'} title={`${transferWords.float}：${person.name}`} onClose={close}>
        <FloatForm person={person} membership={membership} onClose={close} />
      </FormDialog>
      <FormDialog open={open === 'status'} title={`${words.changeStatus}：${person.name}`} onClose={close}>
        <StatusForm membership={membership} onClose={close} />
      </FormDialog>
      <FormDialog
        open={open === 'end'} title={`${words.endMembership}：${person.name}　${membership.statusWords}`} onClose={close}
      >
        <EndForm person={person} membership={membership} onClose={close} />
      </FormDialog>
    </div>
  )
}

function MembershipItem(props: Props & { membership: Membership }) {
  const { membership } = props
  return (
    <li className={membership.toOn ? 'standing standing-past' : 'standing'}>
      <div className="grow">
        <div className="standing-title">
          <LineMark line={membership.line} />
          <PlaceName place={membership.organisation} may={props.may} />
          <StatusTag status={membership.status} words={membership.statusWords} />
        </div>
        <Dates membership={membership} />
        <Steps membership={membership} />
      </div>
      <Acts {...props} />
    </li>
  )
}

/** Which organisation, in which line, as what, and how it came about; a person stands in one organisation per line. */
export function Memberships({ person, may }: Props) {
  const [joining, setJoining] = useState(false)
  const close = () => setJoining(false)
  const join = may(permissions.register) && (
    <Button size="small" onClick={() => setJoining(true)}>{words.joinLine}</Button>
  )
  return (
    <Section title={words.memberships} actions={join} flush>
      {person.memberships.length === 0
        ? <Empty title={words.noMembership1} hint={words.noMembership1Hint} />
        : (
          <ul className="standings">
            {inOrder(person.memberships).map((one) => (
              <MembershipItem key={one.id} person={person} membership={one} may={may} />
            ))}
          </ul>
        )}
      <FormDialog open={joining} title={`${words.joinLine}：${person.name}`} onClose={close}>
        <JoinForm person={person} onClose={close} />
      </FormDialog>
    </Section>
  )
}
