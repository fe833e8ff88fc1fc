import type { OutputOf } from '#base/contract.ts'
import type { Values } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { useGo } from '#base/web/route.ts'
import { plan, type month as readMonth } from '#org-life/contract.ts'
import { meetingKind, type MeetingKindCode } from '#org-life/kinds.ts'
import { words } from '#org-life/web/words.ts'
import { today } from '#base/web/today.ts'

type Found = OutputOf<typeof readMonth>

const kindsIn = (values: Values): MeetingKindCode[] => (values['kinds'] as MeetingKindCode[] | undefined) ?? []
const inGroup = (values: Values) => kindsIn(values).some((kind) => meetingKind(kind).attending === 'group')

/** Ticks several kinds that the same people must attend; the others turn grey. */
export const kindsField = (kinds: Found['kinds']): FieldSpec => ({
  name: 'kinds', label: words.kinds, kind: 'custom', help: words.kindsHelp,
  render: (value, set) => {
    const chosen = (value as MeetingKindCode[] | undefined) ?? []
    const attending = chosen[0] && meetingKind(chosen[0]).attending
    return (
      <div className="choice" role="group" aria-label={words.kinds}>
        {kinds.map(({ kind, words: told, attending: who }) => (
          <label key={kind}>
            <input
              type="checkbox" checked={chosen.includes(kind)} disabled={attending !== undefined && who !== attending}
              onChange={(event) => set(event.target.checked ? [...chosen, kind] : chosen.filter((one) => one !== kind))}
            />
            {told}
          </label>
        ))}
      </div>
    )
  },
})

const fieldsOf = (found: Found): FieldSpec[] => [
  kindsField(found.kinds),
  {
    name: 'group', label: words.group, kind: 'select', when: inGroup, options: found.groups.map(({ id, name }) => ({ value: id, label: name })),
  },
  { name: 'on', label: words.on, kind: 'day', help: words.onHelp },
  { name: 'starts', label: words.starts, kind: 'line', optional: true, placeholder: found.usual?.starts ?? '19:30' },
  { name: 'place', label: words.place, kind: 'line', optional: true, maxLength: 100, placeholder: found.usual?.place ?? undefined },
  { name: 'topic', label: words.topic, kind: 'line', optional: true, maxLength: 200 },
  { name: 'forDay', label: words.forDay, kind: 'day', optional: true, help: words.forDayHelp },
  {
    name: 'onPaper', label: words.source, kind: 'custom', optional: true,
    render: (value, set, control) => (
      <label className="check"><input id={control.id} type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />{words.onPaper}</label>
    ),
  },
]

const sessionOf = ({ kinds, group, on, starts, place, topic, forDay, onPaper }: Values): Values => {
  const given = { kinds, group, on, starts, place, topic, forDay, onPaper }
  return { sessions: [Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''))] }
}

/** One session more: a meeting nobody proposed, or one that was held and is entered now. */
export function PlanDialog({ open, found, onClose }: { open: boolean; found: Found; onClose: () => void }) {
  const go = useGo()
  return (
    <FormDialog open={open} title={words.planTitle} onClose={onClose}>
      <ActForm
        endpoint={plan} submit={words.plan} fixed={{ organisation: found.organisation.id }} initial={found.month < today().slice(0, 7) ? {} : { on: today() }} fields={fieldsOf(found)}
        send={sessionOf} onDone={({ ids }) => { onClose(); go(`/org-life/meetings/${ids[0]}`) }} onCancel={onClose}
      />
    </FormDialog>
  )
}
