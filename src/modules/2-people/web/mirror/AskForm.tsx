import { useDraft } from '#base/web/draft.ts'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { ask, type HeldView, type MirrorView } from '#people/mirror/contract.ts'
import { addressField, fieldOf, guardianFields, idNumberField, idNumberOf, phoneField, plainFields } from '#people/web/person-fields.tsx'
import { isSecret, textOf } from '#people/web/person/changes.ts'
import { words } from '#people/web/mirror/words.ts'
import { words as people } from '#people/web/words.ts'

const heldIn = (mirror: MirrorView): Map<string, HeldView> =>
  new Map(mirror.groups.flatMap((group) => group.held).flatMap((one) => (one.field ? [[one.field, one] as const] : [])))

/** Only what was touched and differs; a plain field emptied on purpose is null, a number left blank stays as it is. */
function changesOf(typed: Record<string, unknown>, held: Map<string, HeldView>): Record<string, string | null> {
  const touched = Object.entries(typed).filter(([field]) => held.has(field)).map(([field, value]) => [field, textOf(value)] as const)
  const changed = touched.filter(([field, value]) => (isSecret(field) ? value !== '' : value !== textOf(held.get(field)!.value)))
  return Object.fromEntries(changed.map(([field, value]) => [field, value || null]))
}

/** A sealed field is never filled in: blank means unchanged. */
function secret(spec: FieldSpec, held: Map<string, HeldView>): FieldSpec {
  const mask = held.get(spec.name)?.value ?? null
  return { ...spec, optional: true, help: mask ? people.keepBlank(spec.name === 'address' ? null : mask) : people.notHeld }
}

function groupsFor(mirror: MirrorView, held: Map<string, HeldView>): FieldGroup[] {
  const { name, ...rest } = plainFields
  const guardian = guardianFields.map(({ when: _, ...spec }) => (isSecret(spec.name) ? secret(spec, held) : { ...spec, optional: true }))
  const hasGuardian = mirror.minor || textOf(held.get('guardian')?.value) !== ''
  return [
    { title: words.askGroup, pair: true, fields: [name!, secret(idNumberField(), held), ...Object.values(rest)] },
    { title: words.askContact, pair: true, fields: [secret(phoneField, held), secret(addressField, held)] },
    { title: words.askGuardian, pair: true, fields: hasGuardian ? guardian : [] },
    {
      title: words.askMore,
      fields: [
        { name: 'other', label: words.other, kind: 'text', help: words.otherHelp, maxLength: 500, optional: true },
        { name: 'reason', label: words.reason, kind: 'text', help: words.reasonHelp, maxLength: 500 },
      ],
    },
  ]
}

/** A person says what is wrong about the own registration; nothing is kept on the device. */
export function AskForm({ mirror, onClose }: { mirror: MirrorView; onClose: () => void }) {
  const held = heldIn(mirror)
  const typed = useDraft(undefined, {})
  const filled = Object.fromEntries([...held].filter(([field]) => !isSecret(field)).map(([field, one]) => [field, one.value]))
  const changes = changesOf(typed.values, held)
  const fillIn = (field: string, value: unknown) => {
    const said = field === 'idNumber' ? idNumberOf(value) : null
    if (!said) return
    typed.set('sex', said.sex)
    typed.set('born', said.born)
  }
  const idle = Object.keys(changes).length === 0 && textOf(typed.values['other']) === ''
  return (
    <DraftForm
      endpoint={ask} draft={{ ...typed, values: { ...filled, ...typed.values } }} groups={groupsFor(mirror, held)} submit={words.send}
      intro={<p className="quiet">{words.askIntro}</p>} onChange={fillIn} idle={idle && words.unchanged}
      inputOf={({ other, reason }) => ({ changes, other: other ?? null, reason: reason ?? '' })}
      fieldOf={fieldOf} onDone={onClose} onCancel={onClose}
    />
  )
}
