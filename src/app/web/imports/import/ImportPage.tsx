import { Link } from '@tanstack/react-router'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useAddress } from '#base/web/route.ts'
import type { BatchView } from '#exchange/contract.ts'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { ColumnSection } from '../columns/ColumnSection.tsx'
import { CommitBar } from '../finish/CommitBar.tsx'
import { Result } from '../finish/Result.tsx'
import { CheckSection } from '../mend/CheckSection.tsx'
import { PlaceSection } from '../places/PlaceSection.tsx'
import { words } from '../words.ts'
import { Actions } from './Actions.tsx'
import { ImportHeld } from './held.tsx'
import { Steps } from './Steps.tsx'
import { isOver, isWorking } from './steps.ts'
import { useBatch } from './use-batch.ts'
import { Working } from './Working.tsx'
import '../imports.css'

/** Nothing came of it: why, and the way to try again. */
function Ended({ batch }: { batch: BatchView }) {
  const again = (
    <LinkButton type="primary" to={`/imports/new?organisation=${batch.organisation.id}`}>
      {words.again}
    </LinkButton>
  )
  if (batch.state === 'cancelled')
    return (
      <Note title={words.cancelledTitle} action={again}>
        {words.cancelledHint}
      </Note>
    )
  return (
    <Note kind="error" title={words.failedTitle} action={again}>
      {batch.fault}
    </Note>
  )
}

function Content({ batch }: { batch: BatchView }) {
  if (isWorking(batch.state)) return <Working />
  if (batch.state === 'failed' || batch.state === 'cancelled') return <Ended batch={batch} />
  if (isOver(batch.state)) return <Result batch={batch} />
  if (batch.state === 'mapping')
    return (
      <>
        <BatchFault batch={batch} />
        <ColumnSection />
      </>
    )
  return (
    <>
      <BatchFault batch={batch} />
      <ColumnSection />
      <PlaceSection />
      <CheckSection />
      <CommitBar />
    </>
  )
}

const BatchFault = ({ batch }: { batch: BatchView }) => (batch.fault ? <Note kind="warn">{batch.fault}</Note> : null)

function Subtitle({ batch }: { batch: BatchView }) {
  return (
    <>
      {words.into} <Link to={organisationAddress(batch.organisation.id)}>{batch.organisation.name}</Link>
      {batch.kindWords && `　${batch.kindWords}`}
      <span className="quiet">{`　${batch.by}　${momentOf(batch.madeAt)}`}</span>
    </>
  )
}

/** One import from the file to the books: read, columns, check and mend, commit, undo. */
export function ImportPage() {
  const { id = '' } = useAddress()
  const query = useBatch(id)
  return (
    <PageOf title={words.imports} query={query}>
      {(batch) => (
        <ImportHeld key={batch.id} batch={batch}>
          <Page
            title={batch.file}
            subtitle={<Subtitle batch={batch} />}
            trail={[{ title: words.trail, to: '/imports' }]}
            actions={!isOver(batch.state) && !isWorking(batch.state) && <Actions />}
          >
            {batch.state !== 'cancelled' && <Steps state={batch.state} />}
            <Content batch={batch} />
          </Page>
        </ImportHeld>
      )}
    </PageOf>
  )
}
