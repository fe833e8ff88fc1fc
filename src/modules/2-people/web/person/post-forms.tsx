import { useDraft } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import { beginPost, endPost, type PersonView } from '#people/contract.ts'
import { homeOf } from '#people/web/person/order.ts'
import { organisationField, personField, pickedId, useChosen, waitingHelp } from '#people/web/picked.tsx'
import { words } from '#people/web/words.ts'

/** The posts of a kind of organisation; a child is offered a pupil's post only, an adult none of them. */
export function postChoices(kind: string | undefined, minor?: boolean) {
  if (!kind || !isKind(kind)) return []
  const fitting = postsOf(kind).filter((post) => minor === undefined || post.pupil === minor)
  return fitting.map((post) => ({ value: post.code as string, label: post.words }))
}

const groupsFor = (chosen: OrganisationView | undefined, minor: boolean): FieldGroup[] => [{
  fields: [
    organisationField(words.postOrganisation, { members: false }),
    {
      name: 'post', label: words.post, kind: 'select', options: postChoices(chosen?.kind, minor || undefined),
      help: waitingHelp(chosen),
    },
    { name: 'on', label: words.postOn, kind: 'day', help: words.postOnHelp },
  ],
}]

/** A post for this person, in any organisation within reach. */
export function BeginPostForm({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const draft = useDraft(undefined, { organisation: homeOf(person)?.id })
  const chosen = useChosen(draft.values['organisation'])
  return (
    <DraftForm
      endpoint={beginPost} draft={draft} groups={groupsFor(chosen, person.minor)} submit={words.record}
      inputOf={(values) => ({ ...values, id: person.id })}
      onChange={(field) => field === 'organisation' && draft.set('post', undefined)} onDone={onClose} onCancel={onClose}
    />
  )
}

interface AppointProps {
  organisation: { id: string; kind: string }
  /** the vacancy that was clicked */
  post?: string
  onClose: () => void
}

/** A person for a post of this organisation. */
export function AppointForm({ organisation, post, onClose }: AppointProps) {
  const draft = useDraft(undefined, { post })
  const groups: FieldGroup[] = [{
    fields: [
      { name: 'post', label: words.post, kind: 'select', options: postChoices(organisation.kind) },
      personField('person', words.person, { organisation: organisation.id }),
      { name: 'on', label: words.postOn, kind: 'day', help: words.postOnHelp },
    ],
  }]
  return (
    <DraftForm
      endpoint={beginPost} draft={draft} groups={groups} submit={words.record}
      inputOf={({ person, ...values }) => ({ ...values, id: pickedId(person), organisation: organisation.id })}
      onDone={onClose} onCancel={onClose}
    />
  )
}

interface EndProps {
  name: string
  post: { id: string; words: string; organisation: { name: string } }
  onClose: () => void
}

export function EndPostForm({ name, post, onClose }: EndProps) {
  const intro = <p>{words.postEndIntro(name, post.words, post.organisation.name)}</p>
  return (
    <ActForm
      endpoint={endPost} fixed={{ id: post.id }} fields={[{ name: 'on', label: words.postEndOn, kind: 'day' }]}
      intro={intro} submit={words.endPost} onDone={onClose} onCancel={onClose}
    />
  )
}
