import { App } from 'antd'
import { Sheet } from '#base/web/kit/Sheet.tsx'
import { useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { DissolveForm, MergeForm, MoveForm, RenameForm } from '#organisations/web/acts/ChangeForms.tsx'
import { mayDo, type ActName } from '#organisations/web/acts/acts.ts'
import { LinkForm } from '#organisations/web/acts/LinkForm.tsx'
import { PlaceForm } from '#organisations/web/acts/PlaceForm.tsx'
import { RegionForm } from '#organisations/web/acts/RegionForm.tsx'
import { TermForm } from '#organisations/web/acts/TermForm.tsx'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { words } from '#organisations/web/words.ts'

const forms = {
  rename: { title: words.rename, Form: RenameForm },
  move: { title: words.move, Form: MoveForm },
  merge: { title: words.merge, Form: MergeForm },
  dissolve: { title: words.dissolve, Form: DissolveForm },
  term: { title: words.beginTerm, Form: TermForm },
  link: { title: words.addLink, Form: LinkForm },
  place: { title: words.placeInUnit, Form: PlaceForm },
  region: { title: words.regionCode, Form: RegionForm },
} as const

interface Props {
  organisation: OrganisationView
  act: ActName | undefined
  onClose: () => void
}

/** The form of the act asked for, beside the page. */
export function ActSheet({ organisation, act, onClose }: Props) {
  const { may } = useSeat()
  const { message } = App.useApp()
  const go = useGo()
  const asked = act !== undefined && act in forms && mayDo(act, organisation, may)
  const shown = asked ? forms[act as keyof typeof forms] : null
  const onDone = (answer: { id: string }) => {
    void message.success(words.done)
    onClose()
    // a merger leaves the reader at the organisation that stays
    if (act === 'merge') go(organisationAddress(answer.id))
  }
  return (
    <Sheet open={shown !== null} title={shown ? words.actOn(shown.title, organisation.name) : ''} onClose={onClose}>
      {shown && <shown.Form organisation={organisation} onDone={onDone} onCancel={onClose} />}
    </Sheet>
  )
}
