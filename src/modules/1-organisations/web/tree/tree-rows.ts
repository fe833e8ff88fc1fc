import type { TreeNode } from '#organisations/contract.ts'

/** A node as the kit's TreeList shows it. */
export interface Row extends TreeNode {
  label: string
  /** has bodies below it, loaded or not */
  branches: boolean
}

/** Answers for several parts of the tree as one list; a node that came twice is taken from the first. */
export function rowsOf(answers: readonly (readonly TreeNode[])[]): Row[] {
  const known = new Map<string, Row>()
  for (const node of answers.flat()) {
    if (!known.has(node.id)) known.set(node.id, { ...node, label: node.name, branches: node.children > 0 })
  }
  return [...known.values()]
}

/** The rows that are wanted and those above them, so that each is seen in its place. */
export function keepWanted(rows: readonly Row[], isWanted: (row: Row) => boolean): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const kept = new Set<string>()
  for (const row of rows) {
    if (!isWanted(row)) continue
    let at: Row | undefined = row
    while (at && !kept.has(at.id)) {
      kept.add(at.id)
      at = at.parent === null ? undefined : byId.get(at.parent)
    }
  }
  const shown = rows.filter((row) => kept.has(row.id))
  const parents = new Set(shown.map((row) => row.parent))
  // what is not shown below a row cannot be opened there
  return shown.map((row) => ({ ...row, branches: parents.has(row.id) }))
}

/** The rows that stand at the top: what is above them lies outside what was asked. */
export function topsOf(rows: readonly Row[]): Row[] {
  const known = new Set(rows.map((row) => row.id))
  return rows.filter((row) => row.parent === null || !known.has(row.parent))
}

export const openable = (rows: readonly Row[]): Set<string> =>
  new Set(rows.filter((row) => row.branches).map((row) => row.id))

/** Names are found by any part of them, letters in any case, blanks ignored. */
export function nameHas(row: Row, text: string): boolean {
  const plain = (value: string) => value.toLowerCase().replace(/\s/g, '')
  return plain(row.name).includes(plain(text))
}
