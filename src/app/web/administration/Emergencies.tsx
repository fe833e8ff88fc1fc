import { Button } from 'antd'
import { useState } from 'react'
import { askEmergency, endEmergency, permissions, type AdministrationView, type EmergencyView } from '#app/administration/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useSession } from '../session.tsx'
import { words } from './words.ts'

const fields: FieldSpec[] = [
  { name: 'organisation', label: words.organisation, kind: 'line', maxLength: 80, help: words.organisationHelp },
  { name: 'reason', label: words.reason, kind: 'text', maxLength: 200 },
]

/** One emergency seat: over what, who, why, until when. */
export function EmergencyLine({ row, onEnd }: { row: EmergencyView; onEnd?: () => void }) {
  return (
    <li className="work">
      <div className="grow">
        <div className="work-title">
          {words.emergencyOf(row.organisation)} {row.open && <Tag kind="bad">{words.stillOpen}</Tag>}
        </div>
        <div className="quiet">{words.emergencyLine(row.holder, row.second)}。{words.bannerReason(row.reason)}</div>
        <div className="quiet">{momentOf(row.opened)} – {row.ended ? words.endedAt(momentOf(row.ended)) : words.endsAt(momentOf(row.ends))}</div>
      </div>
      {onEnd && row.open && <Button danger onClick={onEnd}>{words.end}<span className="unseen">：{row.organisation}</span></Button>}
    </li>
  )
}

/** Break-glass: what is open, and for the system administrator the way to ask for it. */
export function Emergencies({ view }: { view: AdministrationView }) {
  const { may } = useSession()
  const [asking, setAsking] = useState(false)
  const [told, setTold] = useState<string | null>(null)
  const [ending, setEnding] = useState<EmergencyView | null>(null)
  const end = useAct(endEmergency)
  return (
    <Section
      title={words.emergencies} flush
      actions={may(permissions.emergency) && <Button onClick={() => setAsking(true)}>{words.ask}</Button>}
    >
      {told && <div className="section-line"><Note kind="good">{told}</Note></div>}
      {view.emergencies.length === 0 && <p className="section-line quiet">{words.emergencyNone}</p>}
      <ul>{view.emergencies.map((row) => <EmergencyLine key={row.id} row={row} onEnd={() => setEnding(row)} />)}</ul>
      <FormDialog open={asking} title={words.ask} onClose={() => setAsking(false)}>
        <ActForm
          endpoint={askEmergency} fields={fields} submit={words.askSubmit} danger intro={<p className="quiet">{words.emergencyHint}</p>}
          onCancel={() => setAsking(false)}
          onDone={({ alone }) => {
            setAsking(false)
            setTold(alone ? words.askOpened : words.askWaits)
          }}
        />
      </FormDialog>
      <Confirm
        open={ending !== null} title={words.endTitle} verb={words.end} danger onClose={() => setEnding(null)}
        onConfirm={() => end.mutateAsync({ id: ending!.id })}
      >
        <p>{ending?.organisation}。{words.endHint}</p>
      </Confirm>
    </Section>
  )
}
