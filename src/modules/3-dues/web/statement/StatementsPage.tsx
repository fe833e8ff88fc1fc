import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { upload } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { FileDrop } from '#base/web/kit/FileDrop.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { ProgressBar } from '#base/web/kit/ProgressBar.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { statements, uploadStatement, type StatementView } from '#dues/statement/contract.ts'
import { words as dues } from '#dues/web/words.ts'
import { words } from '#dues/web/statement/words.ts'
import { yuan } from '#dues/words.ts'

const sizeLimit = 32 * 1024 * 1024
const leftIn = ({ parts }: StatementView): number => parts.sure.n + parts.doubtful.n + parts.nobody.n + parts.refused.n

/** Takes a file and goes where it is read. */
function Upload({ organisation }: { organisation: string }) {
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [big, setBig] = useState(false)
  const go = useGo()
  const send = async (file: File) => {
    setError(null)
    setBig(file.size > sizeLimit)
    if (file.size > sizeLimit) return
    setSending(true)
    try {
      go(`/dues/statements/${(await upload(uploadStatement, { organisation }, file, file.name)).id}`)
    } catch (caught) {
      setError(caught)
      setSending(false)
    }
  }
  return (
    <Section>
      <ErrorNote error={error} title={words.failed} />
      {big && <Note kind="error">{words.tooBig}</Note>}
      {sending
        ? <ProgressBar words={words.sending} done={0} />
        : <FileDrop words={words.drop} choose={words.choose} help={words.dropHelp} accept=".xlsx,.xls,.csv,.txt,.et" onFile={(file) => void send(file)} />}
    </Section>
  )
}

const columns: Column<StatementView>[] = [
  { key: 'file', title: words.file, lead: true, render: (row) => <Link to={`/dues/statements/${row.id}` as string}>{row.file}</Link> },
  { key: 'state', title: words.state, nowrap: true, render: (row) => <Tag kind={row.state === 'failed' ? 'bad' : row.state === 'done' ? 'good' : 'plain'}>{words.states[row.state]}</Tag> },
  {
    key: 'left', title: '', wide: true,
    render: (row) => [row.parts.done.n > 0 ? words.done(row.parts.done.n, yuan(row.parts.done.fen)) : '', leftIn(row) > 0 ? words.left(leftIn(row)) : ''].filter(Boolean).join('；'),
  },
  { key: 'made', title: words.made, nowrap: true, render: (row) => momentOf(row.madeAt) },
]

/** 对账单: files of the account, and the next one. */
export function StatementsPage() {
  const [filters] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const query = useCall(statements, { organisation }, { enabled: organisation !== '' })
  const trail = [{ title: dues.dues, to: `/dues?organisation=${organisation}` }]
  if (organisation === '') return <Page title={words.statements}><Section flush><Empty title={dues.noPost} hint={dues.noPostHint} /></Section></Page>
  return (
    <Page title={query.data ? `${words.statements} ${query.data.organisation.name}` : words.statements} subtitle={words.hint} trail={trail}>
      <Upload organisation={organisation} />
      <Waiting query={query}>
        {({ rows }) => (
          <Section title={words.earlier} flush>
            {rows.length === 0
              ? <Empty title={words.none} hint={words.noneHint} />
              : <DataTable caption={words.earlier} columns={columns} rows={rows} rowKey={({ id }) => id} to={({ id }) => `/dues/statements/${id}`} />}
          </Section>
        )}
      </Waiting>
    </Page>
  )
}
