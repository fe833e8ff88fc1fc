import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { assign, claim, receive, sendBack, withdraw, type TransferView } from '#people/contract/transfers.ts'
import { givenReasons, returnReasons, type ReturnReason } from '#people/rules/transfers.ts'
import { today } from '#base/web/today.ts'
import { words } from '#people/web/transfers/words.ts'
import { useSeat } from '#access/web/seat.ts'
import { returnReasonWords } from '#people/words/transfers.ts'

type Deed = TransferView['may'][number]

interface Props {
  transfer: TransferView
  onClose: () => void
  onCancel: () => void
}

const dayField = (label: string): FieldSpec => ({ name: 'on', label, kind: 'day' })
const holdsMembers = ({ kind }: { kind: string }) => isKind(kind) && kindOf(kind).holdsMembers
const placeField = (name: string, label: string): FieldSpec => ({
  name, label, kind: 'custom',
  render: (value, set, control) => (
    <OrganisationPicker label={label} value={value as string | undefined} onChange={set} control={control} allow={holdsMembers} />
  ),
})

function ReceiveForm({ transfer, onClose, onCancel }: Props) {
  const { person, from, to, way } = transfer
  const isPaper = way === 'letter'
  const intro = <p>{isPaper ? words.receiptIntro(person.name, to.name) : words.receiveIntro(person.name, from.name, to.name)}</p>
  return (
    <ActForm
      endpoint={receive} fixed={{ id: transfer.id }} initial={{ on: today() }} intro={intro}
      fields={[dayField(isPaper ? words.receiptDay : words.receiveDay)]} submit={isPaper ? words.receipt : words.receive}
      onDone={onClose} onCancel={onCancel}
    />
  )
}

function AssignForm({ transfer, onClose, onCancel }: Props) {
  return (
    <ActForm
      endpoint={assign} fixed={{ id: transfer.id }} initial={{ on: today(), to: transfer.to.id ?? undefined }}
      intro={<p>{words.assignIntro}</p>} fields={[placeField('to', words.assignTo), dayField(words.receiveDay)]} submit={words.assign}
      onDone={onClose} onCancel={onCancel}
    />
  )
}

function ClaimForm({ transfer, onClose, onCancel }: Props) {
  const { seat } = useSeat()
  return (
    <ActForm
      endpoint={claim} fixed={{ code: transfer.code }} initial={{ on: today(), organisation: seat?.organisation }}
      intro={<p>{words.receiveIntro(transfer.person.name, transfer.from.name, '')}</p>}
      fields={[placeField('organisation', words.claimTo), dayField(words.receiveDay)]} submit={words.claim} onDone={onClose} onCancel={onCancel}
    />
  )
}

const reasonOptions = givenReasons.map((value) => ({ value, label: returnReasonWords[value] }))
const mustSay = (reason: unknown) => typeof reason === 'string' && returnReasons[reason as ReturnReason]?.remark

function ReturnForm({ transfer, onClose, onCancel }: Props) {
  return (
    <ActForm
      endpoint={sendBack} fixed={{ id: transfer.id }} submit={words.return} danger
      intro={<p>{words.returnIntro(transfer.person.name, transfer.from.name)}</p>}
      fields={(values) => [
        { name: 'reason', label: words.returnReason, kind: 'choice', options: reasonOptions },
        { name: 'remark', label: words.remark, kind: 'line', maxLength: 200, optional: !mustSay(values['reason']) },
      ]}
      onDone={onClose} onCancel={onCancel}
    />
  )
}

const forms: Partial<Record<Deed, { title: (name: string) => string; Form: (props: Props) => React.JSX.Element }>> = {
  receive: { title: words.receiveTitle, Form: ReceiveForm },
  receipt: { title: words.receiptTitle, Form: ReceiveForm },
  assign: { title: words.assignTitle, Form: AssignForm },
  claim: { title: words.claimTitle, Form: ClaimForm },
  return: { title: words.returnTitle, Form: ReturnForm },
}

/** The buttons of what the post acted as may do with a transfer now; each asks once, with what will happen. */
export function Decisions({ transfer, small, only, onDone }: { transfer: TransferView; small?: boolean; only?: Deed[]; onDone?: () => void }) {
  const [open, setOpen] = useState<Deed | null>(null)
  const back = useAct(withdraw)
  const queries = useQueryClient()
  const close = () => {
    setOpen(null)
    onDone?.()
  }
  // what was refused may have been decided at another desk: once its sentence is read, the page shows how it stands
  const leave = () => {
    setOpen(null)
    void queries.invalidateQueries()
  }
  const offered = transfer.may.filter((deed) => !only || only.includes(deed))
  const chosen = open && forms[open]
  return (
    <>
      {offered.map((deed, at) => (
        <Button key={deed} size={small ? 'small' : undefined} type={at === 0 && deed !== 'withdraw' ? 'primary' : undefined} onClick={() => setOpen(deed)}>
          {words[deed]}<span className="unseen">：{transfer.person.name}</span>
        </Button>
      ))}
      {chosen && (
        <FormDialog open title={chosen.title(transfer.person.name)} onClose={leave}>
          <chosen.Form transfer={transfer} onClose={close} onCancel={leave} />
        </FormDialog>
      )}
      <Confirm
        open={open === 'withdraw'} title={words.withdrawTitle(transfer.person.name)} verb={words.withdraw} onClose={leave}
        onConfirm={() => back.mutateAsync({ act: newId(), id: transfer.id })}
      >
        <p>{words.withdrawIntro}</p>
      </Confirm>
    </>
  )
}
