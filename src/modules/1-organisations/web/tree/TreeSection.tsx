import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { TreeList } from '#base/web/kit/TreeList.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { TreeFilters } from '#organisations/web/tree/TreeFilters.tsx'
import { keepWanted, nameHas, openable, topsOf, type Row } from '#organisations/web/tree/tree-rows.ts'
import { OpenAll, type Place } from '#organisations/web/tree/TreeTools.tsx'
import { usePinyinHits } from '#organisations/web/tree/use-found.ts'
import { useTree } from '#organisations/web/tree/use-tree.ts'
import { words } from '#organisations/web/words.ts'

interface Props {
  filters: Record<string, string>
  change: (next: Record<string, string | undefined>) => void
  selected: string | undefined
  onSelect: (id: string) => void
  /** the row chosen and the tops of the reach: what a roster can be taken of */
  onPlaces: (places: Place[]) => void
}

/** What stands open: the tops at first, everything, or what was opened by hand. */
type Open = 'tops' | 'all' | ReadonlySet<string>

const count = (n: number | null) => n?.toLocaleString('zh-CN') ?? ''
/** The women's line has no individual membership: a 0 there would look like a want. */
const membersOf = (row: Row) => (row.line === 'women' ? '' : count(row.members))
const membersColumn = { title: words.members, width: '5.5rem', render: membersOf }
const belowOf = (row: Row) => (row.children > 0 ? count(row.children) : '')
const belowColumn = { title: words.below, width: '5rem', render: belowOf }

function useShown(rows: Row[], line: string | undefined, text: string) {
  const hits = [...usePinyinHits(text)].join()
  return useMemo(() => {
    const found = new Set(hits.split(','))
    const ofLine = line ? rows.filter((row) => row.line === line) : rows
    return text ? keepWanted(ofLine, (row) => nameHas(row, text) || found.has(row.id)) : ofLine
  }, [rows, line, text, hits])
}

function usePlaces(rows: Row[], selected: string | undefined, tell: (places: Place[]) => void) {
  useEffect(() => {
    const chosen = rows.filter((row) => row.id === selected)
    tell([...new Set([...chosen, ...topsOf(rows)])].map(({ id, name }) => ({ id, name })))
  }, [rows, selected, tell])
}

function Nothing({ searched, past, onClear }: { searched: boolean; past: boolean; onClear: () => void }) {
  const clear = <Button onClick={onClear}>{words.clear}</Button>
  if (searched) return <Empty title={words.notFound} hint={words.notFoundHint} action={clear} />
  if (past) return <Empty title={words.noTreeThen} hint={words.noTreeThenHint} />
  return <Empty title={words.noTree} hint={words.noTreeHint} />
}

/** The sheet with the tree: filters above, rows, how many below. */
export function TreeSection({ filters, change, selected, onSelect, onPlaces }: Props) {
  const { on, line, q: text = '' } = filters
  const [open, setOpen] = useState<Open>('tops')
  const tree = useTree({ on, whole: open === 'all' || text !== '' })
  const shown = useShown(tree.rows, line, text)
  usePlaces(tree.rows, selected, onPlaces)
  const expanded = useMemo(() => {
    if (text || open === 'all') return openable(shown)
    return open === 'tops' ? new Set(topsOf(shown).map((row) => row.id)) : open
  }, [shown, text, open])
  const searched = text !== '' || line !== undefined
  const clear = () => change({ q: undefined, line: undefined })
  const isWaiting = text !== '' && tree.waiting
  const columns = on ? [belowColumn] : [membersColumn, belowColumn]
  const counted = text
    ? words.countFound(shown.length, tree.rows.length)
    : tree.complete ? words.count(shown.length) : words.countLoaded(shown.length)
  return (
    <Section flush>
      <div className="list-filters tree-filters">
        <TreeFilters text={text} line={line} on={on} change={change} />
        <OpenAll
          allOpen={open === 'all'} waiting={open === 'all' && tree.waiting}
          onOpenAll={() => setOpen('all')} onCloseAll={() => setOpen('tops')}
        />
      </div>
      {tree.failed && <div className="section-body"><ErrorNote error={tree.failed} title={words.treeFailed} /></div>}
      {tree.cut && <div className="section-body"><Note kind="warn">{words.cut}</Note></div>}
      <Waiting query={tree.query}>
        {() => shown.length === 0 && !isWaiting
          ? <Nothing searched={searched} past={on !== undefined} onClear={clear} />
          : (
            <TreeList
              label={words.tree} heading={words.organisation} nodes={shown} columns={columns}
              height="max(22rem, calc(100dvh - 19rem))"
              expanded={expanded} onExpandedChange={setOpen} load={tree.load} selected={selected}
              onSelect={(row) => onSelect(row.id)} after={(row) => <KindTag kind={row.kind} words={row.kindWords} />}
            />
          )}
      </Waiting>
      {shown.length > 0 && (
        <div className="list-foot"><span role="status">{isWaiting ? words.opening : counted}</span></div>
      )}
    </Section>
  )
}
