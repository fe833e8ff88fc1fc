import { Link } from '@tanstack/react-router'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { arrears, type ArrearsView } from '#dues/contract/arrears.ts'
import { words } from '#dues/web/money-words.ts'
import { words as dues } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'
import '#dues/web/dues.css'

const columnsOf = (organisation: string): Column<ArrearsView>[] => [
  {
    key: 'who', title: words.who, lead: true, nowrap: true,
    render: ({ id, name }) => <Link to={`/dues/arrears/${id}?organisation=${organisation}` as string}>{name}</Link>,
  },
  { key: 'months', title: words.unpaidMonths, wide: true, render: ({ months }) => months.join('、') },
  { key: 'row', title: words.inARow, align: 'right', nowrap: true, render: ({ inARow }) => words.monthsCount(inARow) },
  { key: 'sum', title: words.owing, align: 'right', nowrap: true, render: ({ fen }) => <span className="dues-sum">{yuan(fen)}</span> },
  { key: 'next', title: words.next, nowrap: true, render: ({ next, done }) => <>{next} {done && next !== '' && <Tag kind="good">{words.stepDone}</Tag>}</> },
]

/** Who has not paid for closed months, for whoever collects and nobody else. */
export function ArrearsPage() {
  const [filters] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const query = useCall(arrears, { organisation }, { enabled: organisation !== '' })
  return (
    <Page title={words.arrears} subtitle={words.arrearsHint} trail={[{ title: dues.dues, to: `/dues?organisation=${organisation}` }]}>
      <Waiting query={query}>{(found) => (
        <Section title={found.organisation.name} note={found.why && <Why reason={found.why} about={words.arrears} />} flush>
          {found.rows.length === 0
            ? <Empty title={words.noArrears} hint={words.noArrearsHint} />
            : <DataTable caption={words.arrears} columns={columnsOf(organisation)} rows={found.rows} rowKey={({ id }) => id} />}
        </Section>
      )}</Waiting>
    </Page>
  )
}
