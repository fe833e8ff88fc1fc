import { Button } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { answer, asked } from '#dues/contract.ts'
import { monthWords } from '#dues/rules/months.ts'
import { words } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'

type Row = OutputOf<typeof asked>['rows'][number]

const fields: FieldSpec[] = [
  { name: 'agreed', label: words.decision, kind: 'choice', options: [{ value: 'true', label: words.agree }, { value: 'false', label: words.decline }] },
  { name: 'document', label: words.document, kind: 'line', maxLength: 120, help: words.documentHelp, optional: true },
]

function AnswerButton({ row }: { row: Row }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={`${words.answerTitle} ${row.name}`}>{words.answerTitle}</Button>
      <FormDialog open={open} title={words.answerTitle} onClose={() => setOpen(false)}>
        <ActForm
          endpoint={answer} fields={fields} initial={{ agreed: 'true' }} fixed={{ arrangement: row.id }} submit={words.answerDone}
          onDone={() => setOpen(false)} onCancel={() => setOpen(false)}
        />
      </FormDialog>
    </>
  )
}

const columns: Column<Row>[] = [
  { key: 'who', title: words.who, lead: true, nowrap: true, render: ({ name }) => name },
  { key: 'branch', title: words.body, render: ({ branch }) => branch },
  { key: 'what', title: words.arrangeKind, nowrap: true, render: ({ words: told, fen }) => <>{told}{fen !== null && ` ${words.perMonth(yuan(fen))}`}</> },
  { key: 'months', title: words.month, nowrap: true, render: ({ from, to }) => words.arrangedFor(monthWords(from), monthWords(to)) },
  { key: 'reason', title: words.reason, wide: true, render: ({ reason }) => reason },
  { key: 'act', title: '', render: (row) => <AnswerButton row={row} /> },
]

/** What branches below ask the committee to agree to. */
export function Answers({ organisation }: { organisation: string }) {
  const query = useCall(asked, { organisation })
  return (
    <Section title={words.answers} flush>
      <Waiting query={query}>
        {({ rows }) => (rows.length === 0
          ? <Empty title={words.noAnswers} hint={words.noAnswersHint} />
          : <DataTable caption={words.answers} columns={columns} rows={rows} rowKey={({ id }) => id} />)}
      </Waiting>
    </Section>
  )
}
