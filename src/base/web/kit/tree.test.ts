import { describe, expect, test } from 'vitest'
import { childIndex, moveFor, pathTo, typedAhead, visibleRows, type TreeNode } from '#base/web/kit/tree.ts'

const nodes: TreeNode[] = [
  { id: 'a', parent: null, label: '区委' },
  { id: 'b', parent: 'a', label: '街道党工委' },
  { id: 'c', parent: 'b', label: '第一支部' },
  { id: 'd', parent: 'b', label: '第二支部' },
  { id: 'e', parent: 'a', label: '学校党支部', branches: true },
  { id: 'f', parent: null, label: '团区委' },
]
const shown = (...open: string[]) => visibleRows(childIndex(nodes), new Set(open))
const ids = (...open: string[]) => shown(...open).map((row) => row.node.id).join('')

describe('the rows of a tree', () => {
  test('closed, only the top is shown', () => expect(ids()).toBe('af'))
  test('an open node shows its children in order, before what follows it', () => expect(ids('a', 'b')).toBe('abcdef'))
  test('a node open inside a closed one is not shown', () => expect(ids('b')).toBe('af'))
  test('each row knows its level and its place among those beside it', () => {
    const rows = shown('a', 'b')
    expect(rows.map((row) => [row.level, row.position, row.among])).toEqual([[1, 1, 2], [2, 1, 2], [3, 1, 2], [3, 2, 2], [2, 2, 2], [1, 2, 2]])
  })
  test('leaves are neither open nor closed', () => expect(shown('a', 'b')[2]!.open).toBeUndefined())
  test('a node whose children are on their way waits', () => {
    expect(shown('a').find((row) => row.node.id === 'e')!.waiting).toBe(false)
    expect(shown('a', 'e').find((row) => row.node.id === 'e')!.waiting).toBe(true)
  })
  test('a node whose parent one may not see stands at the top', () => {
    const rows = visibleRows(childIndex([{ id: 'x', parent: 'unseen', label: '支部' }]), new Set())
    expect(rows.map((row) => row.level)).toEqual([1])
  })
  test('twenty thousand open rows in one deep chain do not exhaust the stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}`, parent: i ? `${i - 1}` : null, label: `${i}` }))
    expect(visibleRows(childIndex(chain), new Set(chain.map((node) => node.id)))).toHaveLength(20_000)
  })
})

describe('keys in a tree', () => {
  const rows = shown('a', 'b')
  const go = (to: number) => ({ kind: 'go', to })
  test.each([
    [0, 'ArrowDown', go(1)], [5, 'ArrowDown', go(5)], [0, 'ArrowUp', go(0)], [3, 'Home', go(0)], [0, 'End', go(5)],
    [0, 'PageDown', go(5)], [5, 'PageUp', go(0)],
    [0, 'ArrowRight', go(1)], [4, 'ArrowRight', { kind: 'open', id: 'e' }], [2, 'ArrowRight', null],
    [1, 'ArrowLeft', { kind: 'close', id: 'b' }], [3, 'ArrowLeft', go(1)], [4, 'ArrowLeft', go(0)], [5, 'ArrowLeft', null],
    [2, 'Enter', { kind: 'choose', id: 'c' }], [2, ' ', { kind: 'choose', id: 'c' }], [2, '*', { kind: 'open-beside' }], [2, 'x', null],
  ])('from row %i, %s', (at, key, move) => expect(moveFor(rows, at, key)).toEqual(move))

  test('on a node still waiting for its children, right stays', () => {
    const open = shown('a', 'e')
    expect(moveFor(open, open.findIndex((row) => row.node.id === 'e'), 'ArrowRight')).toBeNull()
  })
  test('typing finds the next label that begins so, and comes round', () => {
    expect(typedAhead(rows, 0, '第')).toBe(2)
    expect(typedAhead(rows, 2, '第')).toBe(3)
    expect(typedAhead(rows, 3, '第')).toBe(2)
    expect(typedAhead(rows, 2, '第二')).toBe(3)
    expect(typedAhead(rows, 0, '无')).toBeNull()
  })
})

test('the way to a node names all above it', () => {
  expect(pathTo(nodes, 'd')).toEqual(['b', 'a'])
  expect(pathTo(nodes, 'a')).toEqual([])
})
