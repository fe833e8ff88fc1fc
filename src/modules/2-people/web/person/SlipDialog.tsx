import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { usePrintedAddress } from '#access/web/address.ts'
import { invite } from '#people/contract.ts'
import { SlipPaper, type Slip } from '#people/web/person/SlipPaper.tsx'
import { words } from '#people/web/words.ts'

export interface SlipFor {
  id: string
  name: string
  /** where they belong, as it stands on the slip */
  organisation: string
  /** has an account in use: the slip resets it */
  active: boolean
}

interface Props {
  person: SlipFor
  open: boolean
  onClose: () => void
}

/** On paper only the slip: the page behind it is left out while this stands. */
function PrintedSlip({ slip, organisation }: { slip: Slip; organisation: string }) {
  useEffect(() => {
    document.documentElement.classList.add('slip-open')
    return () => document.documentElement.classList.remove('slip-open')
  }, [])
  const paper = <div className="slip-print"><SlipPaper slip={slip} organisation={organisation} /></div>
  return createPortal(paper, document.body)
}

/** The slip on the screen, as it will be on paper, and the button that prints it. */
export function MadeSlip({ slip, organisation }: { slip: Slip; organisation: string }) {
  const { isLocal } = usePrintedAddress()
  return (
    <>
      {isLocal && <Note kind="warn" title={words.slipLocalTitle}>{words.slipLocal}</Note>}
      <SlipPaper slip={slip} organisation={organisation} />
      <div className="row slip-foot">
        <Button type="primary" onClick={() => print()}>{words.print}</Button>
        <span className="quiet">{words.slipOnce}</span>
      </div>
      <PrintedSlip slip={slip} organisation={organisation} />
    </>
  )
}

const clearFields: FieldSpec[] = [
  {
    name: 'clears', label: words.slipScope, kind: 'choice', help: words.slipClearsHelp,
    options: [{ value: 'no', label: words.slipKeeps }, { value: 'yes', label: words.slipClears }],
  },
  {
    name: 'reason', label: words.slipReason, kind: 'line', help: words.slipReasonHelp, maxLength: 100, when: (values) => values['clears'] === 'yes',
  },
]

const keeping: Values = { clears: 'no' }
const sent = ({ clears, ...values }: Values): Values => ({ ...values, clears: clears === 'yes' })

function MakeSlip({ person }: { person: SlipFor }) {
  const [slip, setSlip] = useState<Slip | null>(null)
  if (!slip) {
    return (
      <ActForm
        endpoint={invite} fields={person.active ? clearFields : []} initial={keeping} send={sent} fixed={{ id: person.id }}
        submit={words.slipMake}
        intro={<><p>{words.slipIntro(person.name)}</p><p className="quiet">{words.slipOnce}</p></>} onDone={setSlip}
      />
    )
  }
  return <MadeSlip slip={slip} organisation={person.organisation} />
}

/** Makes a one-time slip and prints it; the code is shown once and is gone when this closes. */
export function SlipDialog({ person, open, onClose }: Props) {
  return (
    <Modal
      open={open} title={`${words.slipTitle}：${person.name}`} footer={null} width="38rem" mask={{ closable: false }}
      destroyOnHidden onCancel={onClose}
    >
      <MakeSlip person={person} />
    </Modal>
  )
}
