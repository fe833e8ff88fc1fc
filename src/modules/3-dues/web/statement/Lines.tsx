import { Button, Select } from 'antd'
import { useCall, usePages } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { readMonth } from '#dues/contract.ts'
import { monthOf, monthWords } from '#dues/rules/months.ts'
import { readLines, type LineView, type StatementView } from '#dues/statement/contract.ts'
import { withPick, withTicks, type Chosen } from '#dues/web/statement/picks.ts'
import { words } from '#dues/web/statement/words.ts'
import { yuan } from '#dues/words.ts'

interface Props {
  found: StatementView
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}

const nameOf = (line: LineView): string => `${words.row} ${line.row} ${line.name} ${yuan(line.fen)}`

const said: Column<LineView>[] = [
  { key: 'row', title: words.row, nowrap: true, render: ({ row }) => row },
  { key: 'day', title: words.day, nowrap: true, render: ({ paidOn }) => paidOn },
  {
    key: 'from', title: words.from, lead: true,
    render: ({ name, tail }) => <>{name || '—'}{tail && <span className="statement-tail">{words.tail(tail)}</span>}</>,
  },
  { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => <span className="dues-sum">{yuan(fen)}</span> },
  { key: 'remark', title: words.remark, wide: true, render: ({ remark }) => remark },
]
const why: Column<LineView> = { key: 'why', title: words.why, wide: true, render: ({ why: text }) => text }

const choiceWords = (found: StatementView, { name, organisationName, words: text }: LineView['choices'][number]): string =>
  [name, found.organisation.collects ? '' : organisationName, text].filter(Boolean).join('，')

/** Who it would be written down for. */
const whom = (found: StatementView): Column<LineView> => ({
  key: 'for', title: words.for, wide: true, render: ({ choices: [choice] }) => choice && choiceWords(found, choice),
})

type Part = LineView['part']
const usePart = (found: StatementView, part: Part) =>
  usePages(readLines, { statement: found.id, part, limit: 200 }, { enabled: found.parts[part].n > 0 })

function More({ found, part, lines }: { found: StatementView; part: Part; lines: ReturnType<typeof usePart> }) {
  if (!lines.query.hasNextPage) return null
  return (
    <div className="statement-more">
      <Button loading={lines.query.isFetchingNextPage} onClick={() => void lines.query.fetchNextPage()}>{words.more}</Button>
      {part === 'sure' && <span className="quiet">{words.only(lines.rows.length, found.parts.sure.n)}</span>}
    </div>
  )
}

export function SureLines({ found, chosen, onChange }: Props) {
  const lines = usePart(found, 'sure')
  const ticked = new Set(lines.rows.filter(({ id }) => !chosen.without.has(id)).map(({ id }) => id))
  return (
    <Section title={words.sure} note={words.sureNote} flush>
      <DataTable
        caption={words.sure} columns={[...said, whom(found), why]} rows={lines.rows} rowKey={({ id }) => id} nameOf={nameOf}
        ticks={{ chosen: ticked, onChange: (next) => onChange(withTicks(chosen, lines.rows, next)) }}
      />
      <More found={found} part="sure" lines={lines} />
    </Section>
  )
}

interface Option {
  value: string
  label: string
  pick: { person: string; organisation: string; months: string[]; extra: number }
}

function Choose({ line, options, chosen, onChange }: Omit<Props, 'found'> & { line: LineView; options: Option[] }) {
  const held = chosen.picks.get(line.id)?.pick
  const value = options.find(({ pick }) => held && pick.person === held.person && pick.extra === held.extra && pick.months.join() === held.months.join())?.value ?? ''
  return (
    <Select
      className="statement-choose" aria-label={words.asWhomOf(line.row, line.name, yuan(line.fen))} value={value} showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false} options={[{ value: '', label: words.later }, ...options.map(({ value: key, label }) => ({ value: key, label }))]}
      onChange={(key) => onChange(withPick(chosen, line, options.find((one) => one.value === key)?.pick ?? null))}
    />
  )
}

export function DoubtfulLines(props: Props) {
  const { found } = props
  const lines = usePart(found, 'doubtful')
  const optionsOf = (line: LineView): Option[] => line.choices.map(({ person, organisation, months, extra, ...rest }, at) =>
    ({ value: String(at), label: choiceWords(found, { person, organisation, months, extra, ...rest }), pick: { person, organisation, months, extra } }))
  const choose: Column<LineView> = {
    key: 'choose', title: words.asWhom, wide: true,
    render: (line) => (line.choices.length > 0 ? <Choose {...props} line={line} options={optionsOf(line)} /> : <span className="quiet">{words.later}</span>),
  }
  return (
    <Section title={words.doubtful} note={words.doubtfulNote} flush>
      <DataTable caption={words.doubtful} columns={[...said, why, choose]} rows={lines.rows} rowKey={({ id }) => id} />
      <More found={found} part="doubtful" lines={lines} />
    </Section>
  )
}

/** Whoever of the branch owes just this sum, for a line that names nobody. */
function Fitting(props: Props & { line: LineView }) {
  const { found: { organisation }, line } = props
  const month = monthOf(line.paidOn)
  const query = useCall(readMonth, { organisation: organisation.id, month })
  const rows = (query.data?.rows ?? []).filter(({ state, fen, paid }) => state === 'owed' && fen === line.fen && paid === null)
  if (!query.data || rows.length === 0) return <span className="quiet">{words.noneFits}</span>
  const options = rows.map(({ id: person, name }): Option =>
    ({ value: person, label: words.fitting(name, monthWords(month)), pick: { person, organisation: organisation.id, months: [month], extra: 0 } }))
  return <Choose {...props} options={options} />
}

export function NobodyLines(props: Props) {
  const lines = usePart(props.found, 'nobody')
  const choose: Column<LineView> = { key: 'choose', title: words.asWhom, wide: true, render: (line) => <Fitting {...props} line={line} /> }
  return (
    <Section title={words.nobody} note={words.nobodyNote} flush>
      <DataTable caption={words.nobody} columns={props.found.organisation.collects ? [...said, choose] : said} rows={lines.rows} rowKey={({ id }) => id} />
      <More found={props.found} part="nobody" lines={lines} />
    </Section>
  )
}

export function RefusedLines({ found }: { found: StatementView }) {
  const lines = usePart(found, 'refused')
  return (
    <Section title={words.refused} flush>
      <DataTable caption={words.refused} columns={[...said, why]} rows={lines.rows} rowKey={({ id }) => id} />
      <More found={found} part="refused" lines={lines} />
    </Section>
  )
}
