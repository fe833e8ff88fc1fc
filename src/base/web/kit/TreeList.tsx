import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useLarge, useNarrow } from '#base/web/device.ts'
import { childIndex, moveFor, typedAhead, visibleRows, type TreeNode, type TreeRow } from '#base/web/kit/tree.ts'
import { TreeHead, TreeRowView, type TreeColumn } from '#base/web/kit/TreeRowView.tsx'
import { usePrinting } from '#base/web/kit/use-printing.ts'

interface Props<N extends TreeNode> {
  /** all nodes known so far; siblings in the order to show */
  nodes: readonly N[]
  label: string
  expanded: ReadonlySet<string>
  onExpandedChange: (expanded: Set<string>) => void
  /** asked when a node is opened whose children are not among the nodes yet */
  load?: (id: string) => void
  selected?: string
  onSelect: (node: N) => void
  /** after the label: a kind, a mark */
  after?: (node: N) => ReactNode
  columns?: TreeColumn<N>[]
  heading?: string
  /** CSS height of the box the tree scrolls in */
  height?: string
}

/** Letters typed within a second make one word to look for. */
function useTypeahead() {
  const typed = useRef({ text: '', at: 0 })
  return (key: string) => {
    const now = Date.now()
    typed.current = { text: now - typed.current.at < 1000 ? typed.current.text + key : key, at: now }
    return typed.current.text
  }
}

function useRowSize() {
  const narrow = useNarrow()
  const large = useLarge()
  return Math.round((large ? 18 : 14) * (narrow ? 3.25 : 2.5))
}

/** A tree of any size: rows are flat and virtual, so that 20,000 open ones scroll as easily as twenty. */
export function TreeList<N extends TreeNode>(props: Props<N>) {
  const { nodes, label, expanded, onExpandedChange, load, selected, onSelect, after, height } = props
  const { columns = [], heading = '' } = props
  const index = useMemo(() => childIndex(nodes), [nodes])
  const rows = useMemo(() => visibleRows(index, expanded), [index, expanded])
  const [activeId, setActiveId] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const printing = usePrinting()
  const typeahead = useTypeahead()
  const size = useRowSize()
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: 12,
    getItemKey: (at) => rows[at]!.node.id,
  })
  useEffect(() => virtual.measure(), [size, virtual])
  useEffect(() => {
    const at = selected ? rows.findIndex((row) => row.node.id === selected) : -1
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // only when another node is chosen, not at every opening
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected])

  const active = Math.max(0, rows.findIndex((row) => row.node.id === (activeId ?? selected)))
  const rowId = (row: TreeRow<N>) => `${id}-${row.node.id}`

  const choose = (row: TreeRow<N>) => {
    setActiveId(row.node.id)
    onSelect(row.node)
  }
  const toggle = (row: TreeRow<N>) => {
    const next = new Set(expanded)
    if (row.open) next.delete(row.node.id)
    else next.add(row.node.id)
    if (!row.open && !index.has(row.node.id)) load?.(row.node.id)
    setActiveId(row.node.id)
    onExpandedChange(next)
  }
  const goTo = (at: number) => {
    setActiveId(rows[at]!.node.id)
    virtual.scrollToIndex(at, { align: 'auto' })
  }
  const openBeside = ({ node }: TreeRow<N>) => {
    const beside = index.get(node.parent) ?? index.get(null) ?? []
    const closed = beside.filter((one) => (index.has(one.id) || one.branches) && !expanded.has(one.id))
    for (const one of closed) if (!index.has(one.id)) load?.(one.id)
    onExpandedChange(new Set([...expanded, ...closed.map((one) => one.id)]))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const move = moveFor(rows, active, event.key, Math.floor((box.current?.clientHeight ?? 400) / size) - 1)
    if (!move && event.key.length !== 1) return
    event.preventDefault()
    const typed = move ? null : typedAhead(rows, active, typeahead(event.key))
    if (typed !== null) goTo(typed)
    if (move?.kind === 'go') goTo(move.to)
    if (move?.kind === 'choose') choose(row)
    if (move?.kind === 'open-beside') openBeside(row)
    if (move?.kind === 'open' || move?.kind === 'close') toggle(row)
  }

  const view = (at: number, start?: number) => {
    const row = rows[at]!
    return (
      <TreeRowView
        key={row.node.id} id={rowId(row)} row={row} selected={row.node.id === selected} active={at === active} after={after}
        columns={columns} style={start === undefined ? undefined : { transform: `translateY(${start}px)` }}
        onChoose={() => choose(row)} onToggle={() => toggle(row)}
      />
    )
  }
  return (
    <>
      {columns.length > 0 && <TreeHead heading={heading} columns={columns} />}
      <div
        ref={box} className="tree" role="tree" aria-label={label} tabIndex={0} style={{ height: height ?? 'min(70vh, 60rem)' }}
        aria-activedescendant={rows[active] && rowId(rows[active])} onKeyDown={onKeyDown}
      >
        <div className="tree-space" role="none" style={{ height: virtual.getTotalSize() }}>
          {printing ? rows.map((_, at) => view(at)) : virtual.getVirtualItems().map((item) => view(item.index, item.start))}
        </div>
      </div>
    </>
  )
}
