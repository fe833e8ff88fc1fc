import { Button } from 'antd'
import { useState } from 'react'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { useSeat } from '#access/web/seat.ts'
import { change, permissions, type MeetingView } from '#org-life/contract.ts'
import { meetingKind, meetingKindCodes } from '#org-life/kinds.ts'
import { kindsField } from '#org-life/web/month/PlanDialog.tsx'
import { words } from '#org-life/web/words.ts'

/** Chair and recorder are chosen among those expected. */
const people = (meeting: MeetingView) => {
  const known = [...meeting.roll.map(({ person }) => person), ...[meeting.chair, meeting.recorder].flatMap((one) => one ?? [])]
  return [...new Map(known.map((one) => [one.id, one.name]))].map(([value, label]) => ({ value, label }))
}

const ofLine = (meeting: MeetingView) => {
  const { line } = meetingKind(meeting.kinds[0]!)
  return meetingKindCodes.filter((kind) => meetingKind(kind).line === line).map((kind) => ({ kind, words: meetingKind(kind).words, attending: meetingKind(kind).attending }))
}

const fieldsOf = (meeting: MeetingView): FieldSpec[] => [
  kindsField(ofLine(meeting)),
  { name: 'on', label: words.on, kind: 'day' },
  { name: 'starts', label: words.starts, kind: 'line', optional: true, placeholder: '19:30' },
  { name: 'place', label: words.place, kind: 'line', optional: true, maxLength: 100 },
  { name: 'topic', label: words.topic, kind: 'line', optional: true, maxLength: 200 },
  { name: 'chair', label: words.chair, kind: 'select', optional: true, options: people(meeting) },
  { name: 'recorder', label: words.recorder, kind: 'select', optional: true, options: people(meeting) },
  { name: 'guests', label: words.guests, kind: 'line', optional: true, maxLength: 300, help: words.guestsHelp },
]

/** When, where, who presides and who writes; editable until it is signed. */
export function Facts({ meeting }: { meeting: MeetingView }) {
  const { may } = useSeat()
  const [open, setOpen] = useState(false)
  const { id, version, kinds, on, starts, place, topic, chair, recorder, guests, oath } = meeting
  const editable = ['planned', 'noticed', 'open'].includes(meeting.state) && may(permissions.keep)
  const initial = { kinds, on, starts: starts ?? '', place: place ?? '', topic, chair: chair?.id ?? '', recorder: recorder?.id ?? '', guests }
  return (
    <Section title={words.facts} actions={editable && <Button onClick={() => setOpen(true)}>{words.edit}</Button>}>
      <DetailList
        single
        details={[
          { label: words.on, value: [on, starts].filter(Boolean).join(' ') }, { label: words.place, value: place }, { label: words.topic, value: topic },
          { label: words.chair, value: chair?.name }, { label: words.recorder, value: recorder?.name },
          guests !== '' && { label: words.guests, value: guests }, oath !== null && { label: '誓词', value: `《${oath}》` },
        ]}
      />
      <FormDialog open={open} title={words.facts} onClose={() => setOpen(false)}>
        <ActForm
          endpoint={change} submit={words.save} fixed={{ id }} seen={version} initial={initial} fields={fieldsOf(meeting)} onDone={() => setOpen(false)}
          onCancel={() => setOpen(false)}
        />
      </FormDialog>
    </Section>
  )
}
