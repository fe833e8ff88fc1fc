import { Button, Modal } from 'antd'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { newId } from '#base/id.ts'
import type { OutputOf } from '#base/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { history, invite, read, type PersonView } from '#people/contract.ts'
import { homeOf } from '#people/web/person/order.ts'
import { SlipPaper } from '#people/web/person/SlipPaper.tsx'
import { words } from '#people/web/words.ts'

interface Props {
  person: PersonView
  open: boolean
  onClose: () => void
}

/** On paper only the slip: the page behind it is left out while this stands. */
function PrintedSlip({ slip, organisation }: { slip: OutputOf<typeof invite>; organisation: string }) {
  useEffect(() => {
    document.documentElement.classList.add('slip-open')
    return () => document.documentElement.classList.remove('slip-open')
  }, [])
  const paper = <div className="slip-print"><SlipPaper slip={slip} organisation={organisation} /></div>
  return createPortal(paper, document.body)
}

function MakeSlip({ person }: { person: PersonView }) {
  // the code is answered once per act: every slip is one of its own
  const make = useAct(invite, { touches: [read, history] })
  const organisation = homeOf(person)?.name ?? ''
  if (!make.data) {
    return (
      <div className="form">
        <p>{words.slipIntro(person.name)}</p>
        <p className="quiet">{words.slipOnce}</p>
        <ErrorNote error={make.error} />
        <div className="form-foot">
          <Button type="primary" loading={make.isPending} onClick={() => make.mutate({ act: newId(), id: person.id })}>
            {words.slipMake}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <>
      <SlipPaper slip={make.data} organisation={organisation} />
      <div className="row slip-foot">
        <Button type="primary" onClick={() => print()}>{words.print}</Button>
        <span className="quiet">{words.slipOnce}</span>
      </div>
      <PrintedSlip slip={make.data} organisation={organisation} />
    </>
  )
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
