import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { DayField } from '#base/web/kit/DayField.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { plan, type ProposalView } from '#org-life/contract.ts'
import { words } from '#org-life/web/words.ts'

interface Edited extends ProposalView {
  chosen: boolean
}

const sessionOf = ({ kinds, on, starts, place, chair, recorder, group }: Edited) =>
  ({ kinds, on, starts: starts || null, place: place || null, chair: chair?.id ?? null, recorder: recorder?.id ?? null, group: group?.id ?? null })

const titleOf = ({ words: told, group }: ProposalView) => (group ? `${told}（${group.name}）` : told)

/** The month in one click; each line may be moved to another day or left out. */
export function Proposals({ organisation, proposals }: { organisation: string; proposals: ProposalView[] }) {
  const [lines, setLines] = useState<Edited[]>(() => proposals.map((one) => ({ ...one, chosen: true })))
  const act = useAct(plan)
  const set = (no: number, change: Partial<Edited>) => setLines(lines.map((one, at) => (at === no ? { ...one, ...change } : one)))
  const chosen = lines.filter((one) => one.chosen)
  return (
    <Section title={words.proposal} note={words.proposalNote}>
      <ul className="proposals">
        {lines.map((line, no) => (
          <li key={titleOf(line)}>
            <label className="check proposal-name">
              <input type="checkbox" checked={line.chosen} onChange={(event) => set(no, { chosen: event.target.checked })} />
              {titleOf(line)}
            </label>
            <DayField label={`${titleOf(line)}：${words.on}`} value={line.on} onChange={(on) => set(no, { on })} />
            <Input
              className="proposal-starts" aria-label={`${titleOf(line)}：${words.starts}`} placeholder="19:30" value={line.starts ?? ''}
              onChange={(event) => set(no, { starts: event.target.value })}
            />
            <Input
              className="proposal-place" aria-label={`${titleOf(line)}：${words.place}`} placeholder={words.place} value={line.place ?? ''} maxLength={100}
              onChange={(event) => set(no, { place: event.target.value })}
            />
          </li>
        ))}
      </ul>
      <ErrorNote error={act.error} />
      <Button
        type="primary" loading={act.isPending} disabled={chosen.length === 0}
        onClick={() => act.mutate({ organisation, sessions: chosen.map(sessionOf) })}
      >
        {words.planAll(chosen.length)}
      </Button>
    </Section>
  )
}
