import { Button } from 'antd'
import { useState } from 'react'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { today } from '#base/web/today.ts'
import { appraiseAgain, setCorrection, type AppraisalView, type AppraisedView } from '#org-life/appraisal/contract.ts'
import { grades } from '#org-life/kinds.ts'
import { gradeWords } from '#org-life/appraisal/words.ts'
import type { Held } from '#org-life/web/appraisal/Writing.tsx'
import { words } from '#org-life/web/appraisal/words.ts'

type Correction = NonNullable<AppraisedView['correction']>
type Row = AppraisedView & { correction: Correction }
type Asked = { row: Row; act: 'term' | 'again' } | null

const stateOf = ({ until, again }: Correction): string => {
  if (again) return words.againSays(again.on, gradeWords[again.grade])
  return until < today() ? words.overdue(until) : words.until(until)
}

const columnsOf = (ask: (asked: Asked) => void): Column<Row>[] => [
  { key: 'name', title: words.name, lead: true, render: ({ person }) => person.name },
  {
    key: 'state', title: words.correction, wide: true,
    render: ({ correction }) => <>{stateOf(correction)}{correction.again?.grade === 'unqualified' && <p className="quiet">{words.stillUnqualified}</p>}</>,
  },
  {
    key: 'acts', title: '', nowrap: true,
    render: (row) => row.correction.again === null && (
      <span className="row">
        <Button size="small" onClick={() => ask({ row, act: 'again' })}>{words.again}</Button>
        <Button size="small" onClick={() => ask({ row, act: 'term' })}>{words.changeTerm}</Button>
      </span>
    ),
  },
]

/** League members found 不合格: until when they correct it, and the appraisal afterwards. */
export function Corrections({ found, held }: { found: AppraisalView; held: Held }) {
  const [asked, setAsked] = useState<Asked>(null)
  const rows = held.rows.flatMap((row) => (row.correction ? [{ ...row, correction: row.correction }] : []))
  if (rows.length === 0) return null
  const end = () => setAsked(null)
  const fixed = { organisation: found.organisation.id, year: String(found.year), person: asked?.row.person.id ?? '' }
  const form = { fixed, submit: words.save, onDone: end, onCancel: end }
  return (
    <Section title={words.correction} flush>
      <p className="section-body quiet">{words.correctionHint}<Why about={words.correction} reason={rows[0]!.correction.why} /></p>
      <DataTable caption={words.correction} rows={rows} rowKey={({ person }) => person.id} columns={columnsOf(setAsked)} />
      <FormDialog open={asked?.act === 'term'} title={words.changeTermOf(asked?.row.person.name ?? '')} onClose={end}>
        {asked && (
          <ActForm
            {...form} endpoint={setCorrection} initial={{ until: asked.row.correction.until }}
            fields={[{ name: 'until', label: words.termEnds, kind: 'day', help: words.termBetween(asked.row.correction.from, asked.row.correction.to) }]}
          />
        )}
      </FormDialog>
      <FormDialog open={asked?.act === 'again'} title={words.againOf(asked?.row.person.name ?? '')} onClose={end}>
        <ActForm
          {...form} endpoint={appraiseAgain} initial={{ on: today() }}
          fields={[
            { name: 'on', label: words.againOn, kind: 'day' },
            { name: 'grade', label: words.gradeShort, kind: 'choice', options: grades.map((value) => ({ value, label: gradeWords[value] })) },
          ]}
        />
      </FormDialog>
    </Section>
  )
}
