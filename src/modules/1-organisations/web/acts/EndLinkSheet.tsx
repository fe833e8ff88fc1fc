import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Sheet } from '#base/web/kit/Sheet.tsx'
import { endLink, type OrganisationView } from '#organisations/contract.ts'
import { onField } from '#organisations/web/acts/fields.tsx'
import { words } from '#organisations/web/words.ts'

interface Props {
  link: OrganisationView['links'][number] | null
  onClose: () => void
}

/** Ends a leading or guiding relation on a day; it stays in the history. */
export function EndLinkSheet({ link, onClose }: Props) {
  return (
    <Sheet open={link !== null} title={link ? words.endLinkTitle(link.other.name) : ''} onClose={onClose}>
      {link && (
        <ActForm
          endpoint={endLink} submit={words.endLink} fixed={{ id: link.id }} onDone={onClose} onCancel={onClose}
          fields={[{ ...onField, label: words.endLinkOn }]}
        />
      )}
    </Sheet>
  )
}
