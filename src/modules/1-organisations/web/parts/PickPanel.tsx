import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { TreeList } from '#base/web/kit/TreeList.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { search } from '#search/contract.ts'
import { read } from '#organisations/contract.ts'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { topsOf, type Row } from '#organisations/web/tree/tree-rows.ts'
import { useTree } from '#organisations/web/tree/use-tree.ts'
import { words } from '#organisations/web/words.ts'

/** As much of an organisation as tells whether it may be chosen. */
export interface Pickable {
  id: string
  kind: string
}

interface Props {
  selected: string | undefined
  allow?: (one: Pickable) => boolean
  onPick: (id: string) => void
}

function Found({ text, onPick }: { text: string; onPick: (id: string) => void }) {
  const hits = useCall(search, { q: text, limit: 20 })
  return (
    <Waiting query={hits}>
      {({ hits: all }) => {
        const found = all.filter((hit) => hit.kind === 'organisation')
        if (found.length === 0) return <p className="empty quiet" role="status">{words.notFound}</p>
        return (
          <ul className="pick-hits">
            {found.map((hit) => (
              <li key={hit.id}>
                <button type="button" className="plain" onClick={() => onPick(hit.id)}>
                  {hit.title}<span className="quiet">{hit.detail}</span>
                </button>
              </li>
            ))}
          </ul>
        )
      }}
    </Waiting>
  )
}

function Walked({ selected, allow, onPick }: Props) {
  const tree = useTree({ whole: false })
  const [opened, setOpened] = useState<ReadonlySet<string> | null>(null)
  const expanded = opened ?? new Set(topsOf(tree.rows).map((row) => row.id))
  const mark = (row: Row) => (
    <>
      <KindTag kind={row.kind} words={row.kindWords} />
      {allow && !allow(row) && <span className="not-pickable quiet">　{words.notPickable}</span>}
    </>
  )
  return (
    <Waiting query={tree.query}>
      {() => (
        <div className="pick-tree">
          <TreeList
            label={words.tree} nodes={tree.rows} expanded={expanded} onExpandedChange={setOpened} load={tree.load}
            selected={selected}
            onSelect={(row) => onPick(row.id)} after={mark} height="min(26rem, 52vh)"
          />
        </div>
      )}
    </Waiting>
  )
}

/** Search and tree of the picker; a choice that is not allowed says so instead of being taken. */
export function PickPanel({ selected, allow, onPick }: Props) {
  const [text, setText] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const queries = useQueryClient()
  const look = (next: string) => {
    setText(next)
    setRefused(null)
  }
  const pick = async (id: string) => {
    const query = { queryKey: [read.name, { id }], queryFn: () => call(read, { id }), staleTime: 15_000 }
    const one = await queries.fetchQuery(query)
    if (allow && !allow(one)) setRefused(words.pickRefused(one.name, one.kindWords))
    else onPick(id)
  }
  return (
    <>
      <SearchField label={words.pickSearch} value={text} onChange={look} width="100%" />
      {refused && <div className="pick-note"><Note kind="warn">{refused}</Note></div>}
      {text
        ? <Found text={text} onPick={(id) => void pick(id)} />
        : <Walked selected={selected} allow={allow} onPick={(id) => void pick(id)} />}
    </>
  )
}
