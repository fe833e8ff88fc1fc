import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useSeat } from '#access/web/seat.ts'
import type { OutputOf } from '#base/contract.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { doubles, merge, type PersonRow } from '#people/contract.ts'
import { StatusTag } from '#people/web/parts/StatusTag.tsx'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

type Pair = OutputOf<typeof doubles>['pairs'][number]
type Side = 'one' | 'other'

/** What is compared, row by row. */
const compared: [label: string, valueOf: (row: PersonRow) => string | null][] = [
  [words.sex, (row) => row.sex],
  [words.born, (row) => row.born],
  [words.organisation, (row) => row.organisation.name],
  [words.joined, (row) => row.joinedOn],
  [words.idNumber, (row) => row.idMask],
  [words.phone, (row) => row.phoneMask],
  [words.education, (row) => row.education],
  [words.job, (row) => row.job],
]

interface HeadProps {
  side: Side
  row: PersonRow
  keep: Side
  group: string
  onKeep: (side: Side) => void
}

/** The name opens the record; the button under it says that this one stays. */
function SideHead({ side, row, keep, group, onKeep }: HeadProps) {
  return (
    <th scope="col">
      <div className="row">
        <Link to={`/people/${row.id}`}>{row.name}</Link> <StatusTag status={row.status} words={row.statusWords} />
      </div>
      <label className="check no-print">
        <input
          type="radio" name={group} checked={keep === side} onChange={() => onKeep(side)}
          aria-label={`${words.keepThis}：${side === 'one' ? words.left : words.right}`}
        />
        {words.keepThis}
      </label>
    </th>
  )
}

function PairSection({ pair, number }: { pair: Pair; number: number }) {
  const [keep, setKeep] = useState<Side>('one')
  const [asking, setAsking] = useState(false)
  const act = useAct(merge)
  const group = useId()
  const into = pair[keep]
  const from = pair[keep === 'one' ? 'other' : 'one']
  return (
    <Section
      title={words.pair(number, pair.one.name)} note={pair.why}
      actions={<Button size="small" onClick={() => setAsking(true)}>{words.mergeVerb}</Button>} flush
    >
      <div className="table-box">
        <table className="compare compare-wide">
          <caption className="unseen">{pair.why}</caption>
          <thead>
            <tr>
              <td />
              {(['one', 'other'] as const).map((side) => (
                <SideHead key={side} side={side} row={pair[side]} keep={keep} group={group} onKeep={setKeep} />
              ))}
            </tr>
          </thead>
          <tbody>
            {compared.map(([label, valueOf]) => {
              const [left, right] = [valueOf(pair.one), valueOf(pair.other)]
              return (
                <tr key={label} data-differs={left !== right || undefined}>
                  <th scope="row">{label}</th><td>{left ?? '—'}</td><td>{right ?? '—'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <Confirm
        open={asking} title={words.mergeTitle(into.name)} verb={words.mergeVerb} reason={words.mergeReason} danger
        onClose={() => setAsking(false)} onConfirm={(reason) => act.mutateAsync({ id: from.id, into: into.id, reason })}
      >
        <p>{words.mergeIntro}</p>
      </Confirm>
    </Section>
  )
}

/** Records that are perhaps of one person, side by side. */
export function Doubles() {
  const { seat } = useSeat()
  const [filters] = useFilters()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const found = useCall(doubles, { organisation }, { enabled: organisation !== '' })
  return (
    <Page
      title={words.doublesTitle} subtitle={words.doublesHint}
      trail={[{ title: words.people, to: `/people?organisation=${organisation}` }]}
    >
      <Waiting query={found}>
        {({ pairs }) => pairs.length === 0
          ? <Section flush><Empty title={words.noDoubles} hint={words.noDoublesHint} /></Section>
          : pairs.map((pair, at) => <PairSection key={pair.one.id + pair.other.id} pair={pair} number={at + 1} />)}
      </Waiting>
    </Page>
  )
}
