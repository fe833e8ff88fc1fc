import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { practiceFile } from '#app/contract.ts'
import { linkTo } from '#base/web/call.ts'
import { useCall, usePages } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { List } from '#base/web/kit/ListPage.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { kinds, list, template, type BatchView, type State } from '#exchange/contract.ts'
import { useSession } from '../session.tsx'
import { listedOutcome } from './finish/outcome.ts'
import { isOver } from './import/steps.ts'
import { words } from './words.ts'
import './imports.css'

const addressOf = ({ id }: BatchView) => `/imports/${id}`
const tone = (state: State) =>
  state === 'failed' ? 'bad' : state === 'done' ? 'good' : isOver(state) ? 'plain' : 'warn'

const columns: Column<BatchView>[] = [
  {
    key: 'file',
    title: words.file,
    lead: true,
    width: '18rem',
    render: (batch) => <Link to={addressOf(batch)}>{batch.file}</Link>,
  },
  {
    key: 'state',
    title: words.state,
    nowrap: true,
    render: (batch) => <Tag kind={tone(batch.state)}>{batch.stateWords}</Tag>,
  },
  { key: 'counts', title: words.counts, wide: true, render: listedOutcome },
  { key: 'target', title: words.target, wide: true, render: (batch) => batch.organisation.name },
  { key: 'kind', title: words.kind, nowrap: true, render: (batch) => batch.kindWords },
  { key: 'by', title: words.by, wide: true, render: (batch) => batch.by },
  { key: 'when', title: words.when, nowrap: true, render: (batch) => momentOf(batch.doneAt ?? batch.madeAt) },
]

const Table = ({ caption, rows }: { caption: string; rows: BatchView[] }) => (
  <DataTable caption={caption} columns={columns} rows={rows} rowKey={(batch) => batch.id} to={addressOf} />
)

/** Blank sheets with the official columns, and in the sample world a roster to practise with. */
function Downloads() {
  const { seat } = useSession()
  const organisation = seat?.organisation ?? ''
  const offered = useCall(kinds, { organisation }, { enabled: organisation !== '' })
  return (
    <>
      {seat?.sample && (
        <Button href={linkTo(practiceFile, {})} download>
          {words.practice}
        </Button>
      )}
      {offered.data?.kinds.map(({ kind, words: named }) => (
        <Button key={kind} type="text" href={linkTo(template, { organisation, kind })} download>
          {words.template(named)}
        </Button>
      ))}
    </>
  )
}

function FirstSteps() {
  return (
    <div className="empty import-empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyHint}</p>
      <ol className="first-steps">
        {words.emptySteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="row">
        <LinkButton type="primary" to="/imports/new">
          {words.start}
        </LinkButton>
        <Downloads />
      </div>
    </div>
  )
}

/** The imports that the post may see; those not finished first. */
export function ImportsPage() {
  const open = useCall(list, { open: true, limit: 50 })
  const { rows, query } = usePages(list, {})
  const over = rows.filter((batch) => isOver(batch.state))
  const unfinished = open.data?.rows ?? []
  const none = !query.isPending && !query.error && rows.length === 0
  if (none)
    return (
      <Page title={words.imports} subtitle={words.listHint}>
        <Section flush>
          <FirstSteps />
        </Section>
      </Page>
    )
  return (
    <Page
      title={words.imports}
      subtitle={words.listHint}
      actions={
        <LinkButton type="primary" to="/imports/new">
          {words.start}
        </LinkButton>
      }
    >
      {unfinished.length > 0 && (
        <Section title={words.unfinished} flush>
          <Table caption={words.unfinished} rows={unfinished} />
        </Section>
      )}
      {(over.length > 0 || query.isPending || !!query.error) && (
        <List query={query} shown={over.length} filters={<Downloads />}>
          <Table caption={words.finished} rows={over} />
        </List>
      )}
    </Page>
  )
}
