import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import type { MeetingView } from '#org-life/contract.ts'
import { words } from '#org-life/web/print/words.ts'

/** The forms of one meeting: before it, blank ones to take along. */
export function PaperLinks({ meeting: { id, state } }: { meeting: Pick<MeetingView, 'id' | 'state'> }) {
  const ahead = state === 'planned' || state === 'noticed'
  return (
    <>
      <LinkButton type="text" to={`/org-life/meetings/${id}/paper`}>{ahead ? words.blankForm : words.printRecord}</LinkButton>
      <LinkButton type="text" to={`/org-life/meetings/${id}/paper?form=sign-in`}>{words.signIn}</LinkButton>
    </>
  )
}

/** The branch's handbook of the month shown, and the way back from paper. */
export const BookLinks = ({ organisation, month }: { organisation: string; month: string }) => (
  <>
    <LinkButton to={`/org-life/book?organisation=${organisation}&period=${month.replace('-', '')}`}>{words.book}</LinkButton>
    <LinkButton to="/org-life/codes">{words.byCode}</LinkButton>
  </>
)
