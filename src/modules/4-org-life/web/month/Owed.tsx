import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import type { DutyView } from '#org-life/contract.ts'
import { words } from '#org-life/web/words.ts'

const kindOf = (state: string) => ({ met: 'good', 'met-late': 'good', missed: 'bad', due: 'warn' } as const)[state] ?? 'plain'

const columns: Column<DutyView>[] = [
  { key: 'words', title: words.duty, lead: true, render: (duty) => <span className="owed-name">{duty.words}<Why about={duty.words} reason={duty.why} /></span> },
  { key: 'period', title: words.period, nowrap: true, render: ({ period }) => period },
  { key: 'due', title: words.dueOn, nowrap: true, render: ({ dueOn }) => dueOn },
  {
    key: 'state', title: words.state, nowrap: true, render: ({ state, stateWords, done, times, planned }) => (
      <span className="row">
        <Tag kind={kindOf(state)}>{stateWords}</Tag>
        {words.done(done, times)}
        {planned > 0 && state !== 'met' && <Tag>{words.plannedAlready}</Tag>}
      </span>
    ),
  },
]

/** What the month asks for, each with its article. */
export function Owed({ duties }: { duties: DutyView[] }) {
  return (
    <Section title={words.owed} flush>
      {duties.length === 0
        ? <Empty title={words.nothingOwed} hint={words.nothingOwedHint} />
        : <DataTable caption={words.owed} rows={duties} rowKey={({ kind, period }) => kind + period} columns={columns} />}
    </Section>
  )
}
