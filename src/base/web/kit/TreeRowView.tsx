import type { CSSProperties, ReactNode } from 'react'
import type { TreeNode, TreeRow } from '#base/web/kit/tree.ts'
import { words } from '#base/web/words.ts'

export interface TreeColumn<N extends TreeNode> {
  title: string
  width: string
  render: (node: N) => ReactNode
}

const cellClass = (place: number) => (place > 0 ? 'tree-cell tree-cell-second' : 'tree-cell')

/** The names of the columns; each cell carries its own for those who hear it. */
export function TreeHead<N extends TreeNode>({ heading, columns }: { heading: string; columns: TreeColumn<N>[] }) {
  return (
    <div className="tree-head" aria-hidden>
      <span>{heading}</span>
      {columns.map((column, place) => (
        <span key={column.title} className={cellClass(place)} style={{ width: column.width }}>{column.title}</span>
      ))}
    </div>
  )
}

const chevron = (
  <svg width="10" height="10" viewBox="0 0 10 10" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden>
    <path d="M3 1l4 4-4 4" />
  </svg>
)

interface Props<N extends TreeNode> {
  id: string
  row: TreeRow<N>
  selected: boolean
  active: boolean
  style?: CSSProperties
  after?: (node: N) => ReactNode
  columns: TreeColumn<N>[]
  onChoose: () => void
  onToggle: () => void
}

/** One line of the tree. */
export function TreeRowView<N extends TreeNode>(props: Props<N>) {
  const { id, row, selected, active, style, after, columns, onChoose, onToggle } = props
  const { node, open } = row
  return (
    <div
      id={id} role="treeitem" className="tree-row" style={style} aria-level={row.level} aria-posinset={row.position}
      aria-setsize={row.among} aria-expanded={open} aria-selected={selected} data-active={active || undefined} onClick={onChoose}
    >
      <span className="tree-indent" style={{ width: `${(row.level - 1) * 1.25}rem` }} />
      <span
        className="tree-twist" aria-hidden
        onClick={(event) => {
          if (open === undefined) return
          event.stopPropagation()
          onToggle()
        }}
      >
        {open !== undefined && chevron}
      </span>
      <span className="tree-label">
        {node.label} {after?.(node)}
        {row.waiting && <span className="tree-waiting">{words.loading}</span>}
      </span>
      {columns.map((column, place) => (
        <span key={column.title} className={cellClass(place)} style={{ width: column.width }}>
          <span className="unseen">{column.title}</span>{column.render(node)}
        </span>
      ))}
    </div>
  )
}
