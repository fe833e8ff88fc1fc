/** A node as its owner knows it; children need not be loaded yet. */
export interface TreeNode {
  id: string
  parent: string | null
  /** plain text: read out, and found by typing its first characters */
  label: string
  /** has children, loaded or not */
  branches?: boolean
}

/** One row of the tree as it stands open. */
export interface TreeRow<N extends TreeNode> {
  node: N
  level: number
  position: number
  among: number
  /** undefined for a leaf */
  open: boolean | undefined
  /** open, but its children are still on their way */
  waiting: boolean
}

export type ChildIndex<N extends TreeNode> = Map<string | null, N[]>

/** Children by parent, in the order given; nodes whose parent is not among them stand at the top. */
export function childIndex<N extends TreeNode>(nodes: readonly N[]): ChildIndex<N> {
  const known = new Set(nodes.map((node) => node.id))
  const index: ChildIndex<N> = new Map()
  for (const node of nodes) {
    const parent = node.parent !== null && known.has(node.parent) ? node.parent : null
    const beside = index.get(parent)
    if (beside) beside.push(node)
    else index.set(parent, [node])
  }
  return index
}

/** The rows to show, flat and in order. One pass without recursion: a nation's tree must not exhaust the stack. */
export function visibleRows<N extends TreeNode>(index: ChildIndex<N>, expanded: ReadonlySet<string>): TreeRow<N>[] {
  const rows: TreeRow<N>[] = []
  const levels: { nodes: N[]; at: number }[] = [{ nodes: index.get(null) ?? [], at: 0 }]
  while (levels.length > 0) {
    const level = levels.at(-1)!
    const node = level.nodes[level.at]
    if (!node) {
      levels.pop()
      continue
    }
    level.at += 1
    const children = index.get(node.id)
    const branches = children !== undefined || node.branches === true
    const open = branches ? expanded.has(node.id) : undefined
    const waiting = open === true && children === undefined
    rows.push({ node, level: levels.length, position: level.at, among: level.nodes.length, open, waiting })
    if (open && children) levels.push({ nodes: children, at: 0 })
  }
  return rows
}

/** What a key asks for in a tree (ARIA authoring practices): where to go, what to open or close. */
export type TreeMove =
  | { kind: 'go'; to: number }
  | { kind: 'open' | 'close'; id: string }
  | { kind: 'choose'; id: string }
  | { kind: 'open-beside' }

export function moveFor<N extends TreeNode>(rows: TreeRow<N>[], at: number, key: string, pageRows = 10): TreeMove | null {
  const row = rows[at]
  if (!row) return null
  const go = (to: number): TreeMove => ({ kind: 'go', to: Math.max(0, Math.min(rows.length - 1, to)) })
  switch (key) {
    case 'ArrowDown': return go(at + 1)
    case 'ArrowUp': return go(at - 1)
    case 'PageDown': return go(at + pageRows)
    case 'PageUp': return go(at - pageRows)
    case 'Home': return go(0)
    case 'End': return go(rows.length - 1)
    case 'ArrowRight':
      if (row.open === false) return { kind: 'open', id: row.node.id }
      return row.open && !row.waiting ? go(at + 1) : null
    case 'ArrowLeft':
      if (row.open) return { kind: 'close', id: row.node.id }
      return row.level > 1 ? go(parentRow(rows, at)) : null
    case 'Enter':
    case ' ': return { kind: 'choose', id: row.node.id }
    case '*': return { kind: 'open-beside' }
    default: return null
  }
}

function parentRow<N extends TreeNode>(rows: TreeRow<N>[], at: number): number {
  let above = at - 1
  while (above > 0 && rows[above]!.level >= rows[at]!.level) above -= 1
  return above
}

/** The next row whose label begins with what was typed; one character alone steps on from the present row. */
export function typedAhead<N extends TreeNode>(rows: TreeRow<N>[], at: number, typed: string): number | null {
  const wanted = typed.toLowerCase()
  const from = wanted.length > 1 ? at : at + 1
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length
    if (rows[index]!.node.label.toLowerCase().startsWith(wanted)) return index
  }
  return null
}

/** The ids of the nodes above one, so that it can be brought into view. */
export function pathTo<N extends TreeNode>(nodes: readonly N[], id: string): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const above: string[] = []
  let parent = byId.get(id)?.parent ?? null
  while (parent !== null && byId.has(parent) && !above.includes(parent)) {
    above.push(parent)
    parent = byId.get(parent)!.parent
  }
  return above
}
