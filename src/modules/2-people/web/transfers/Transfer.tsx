import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useCall } from '#base/web/calls.ts'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress } from '#base/web/route.ts'
import { read, type TransferView } from '#people/contract/transfers.ts'
import type { ReturnReason, SendReason } from '#people/rules/transfers.ts'
import { Decisions } from '#people/web/transfers/decide.tsx'
import { whoAmI } from '#access/contract.ts'
import { useSeat } from '#access/web/seat.ts'
import { Field } from '#base/web/kit/Field.tsx'
import { AskToLook } from '#base/web/kit/MaskedValue.tsx'
import { permissions } from '#people/contract.ts'
import { useLooking } from '#people/web/person/looking.ts'
import { LetterPaper, type Printed } from '#people/web/transfers/LetterPaper.tsx'
import { Due, StateTag } from '#people/web/transfers/Transfers.tsx'
import { words } from '#people/web/transfers/words.ts'
import { letterWords, returnReasonWords, sendReasonWords } from '#people/words/transfers.ts'
import type { Line } from '#organisations/kinds.ts'
import '#people/web/transfers/transfers.css'

const Place = ({ place }: { place: TransferView['from'] }) =>
  (place.id ? <Link to={`/organisations/${place.id}`}>{place.name}</Link> : place.name)

function Facts({ transfer }: { transfer: TransferView }) {
  const { person, number, way } = transfer
  const isPending = transfer.settledOn === null
  const { dues } = letterWords[transfer.line as Line]
  const details = [
    { label: words.name, value: person.id ? <Link to={`/people/${person.id}`}>{person.name}</Link> : person.name },
    { label: words.status, value: transfer.statusWords },
    { label: words.state, value: <StateTag transfer={transfer} /> },
    { label: words.from, value: <Place place={transfer.from} /> },
    { label: words.to, value: <Place place={transfer.to} /> },
    isPending && { label: words.desk, value: transfer.desk },
    { label: words.sentOn, value: transfer.sentOn },
    isPending && transfer.dueOn !== null && { label: words.due, value: <Due transfer={transfer} /> },
    { label: words.reason, value: sendReasonWords[transfer.reason as SendReason] },
    dues !== '' && { label: words.dues(dues), value: transfer.duesUntil },
    number !== '' && { label: words.letter, value: `${words.number(number)}　${transfer.code}` },
    { label: way === 'arrival' ? words.letterNumber : words.sentBy, value: transfer.sentBy },
    !isPending && { label: words.settledOn, value: transfer.settledOn },
    !isPending && { label: words.settledBy, value: transfer.settledBy },
    transfer.remark !== null && { label: words.remark, value: transfer.remark, wide: true },
  ]
  return <Section title={words.facts}><DetailList details={details} /></Section>
}

/** Why it came back, or that it has gone up: said before everything else. */
function Told({ transfer }: { transfer: TransferView }) {
  if (transfer.state === 'returned') {
    const reason = returnReasonWords[transfer.returnReason as ReturnReason]
    return <Note kind="warn" title={`${words.returned}：${reason}`}>{transfer.returnRemark}</Note>
  }
  if (transfer.state !== 'climbed') return null
  return <Note kind="warn">{words.climbed(transfer.climbedOn!, transfer.desk)}</Note>
}

/** On paper only the letter: the page behind it is left out while this stands. */
function PrintedLetter({ transfer, printed }: { transfer: TransferView; printed: Printed }) {
  useEffect(() => {
    document.documentElement.classList.add('letter-open')
    return () => document.documentElement.classList.remove('letter-open')
  }, [])
  return createPortal(<div className="letter-print"><LetterPaper transfer={transfer} printed={printed} /></div>, document.body)
}

/** The office's own lines on the letter, and whether the whole number stands on it: that is a look, with its reason. */
function LetterSection({ transfer }: { transfer: TransferView }) {
  const { may, seat } = useSeat()
  const side = seat !== null && seat.organisation === transfer.to.id ? 'receiver' : 'sender'
  // whoever prints it handles it, on their side of it
  const handler = useCall(whoAmI, {}).data?.me?.account.name ?? ''
  const [printed, setPrinted] = useState<Printed>({ side, handler, phone: '', idNumber: null })
  const [asking, setAsking] = useState(false)
  const looking = useLooking(transfer.person.id ?? '', 'idNumber')
  const mayLook = transfer.person.id !== null && transfer.person.idMask !== null && may(permissions.unmask)
  const put = (more: Partial<Printed>) => setPrinted({ ...printed, ...more })
  return (
    <Section title={words.letter}>
      <div className="letter-fill no-print">
        <Field label={words.handlerOf[side]}>{(control) => <Input {...control} value={printed.handler} maxLength={30} onChange={(event) => put({ handler: event.target.value })} />}</Field>
        <Field label={words.phoneOf[side]} optional>
          {(control) => <Input {...control} value={printed.phone} maxLength={30} inputMode="tel" autoComplete="off" onChange={(event) => put({ phone: event.target.value })} />}
        </Field>
        {mayLook && (printed.idNumber === null
          ? <Button onClick={() => setAsking(true)}>{words.wholeNumber}</Button>
          : <Button onClick={() => put({ idNumber: null })}>{words.maskedNumber}</Button>)}
      </div>
      <LetterPaper transfer={transfer} printed={printed} />
      <PrintedLetter transfer={transfer} printed={printed} />
      {mayLook && <AskToLook label={words.idNumber} open={asking} looking={looking} onClose={() => setAsking(false)} onSeen={(idNumber) => put({ idNumber })} />}
    </Section>
  )
}

function TransferOf({ transfer }: { transfer: TransferView }) {
  const hasLetter = transfer.way === 'inside' || transfer.way === 'letter'
  return (
    <Page
      title={transfer.person.name} subtitle={words.path(transfer.from.name, transfer.to.name)}
      trail={[{ title: words.transfers, to: '/transfers' }]}
      actions={<><Decisions transfer={transfer} />{hasLetter && <Button onClick={() => print()}>{words.printLetter}</Button>}</>}
    >
      <Told transfer={transfer} />
      <Facts transfer={transfer} />
      {hasLetter && <LetterSection transfer={transfer} />}
    </Page>
  )
}

/** One transfer: how far it has come, what may be done, and its letter. */
export function Transfer() {
  const { id } = useAddress()
  const transfer = useCall(read, { id: id! })
  if (!transfer.data) return <Page title={words.transfers}><Waiting query={transfer}>{() => null}</Waiting></Page>
  return <TransferOf key={id} transfer={transfer.data} />
}
