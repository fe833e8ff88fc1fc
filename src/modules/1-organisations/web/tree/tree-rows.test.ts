import { describe, expect, test } from 'vitest'
import type { TreeNode } from '#organisations/contract.ts'
import { keepWanted, nameHas, openable, rowsOf, topsOf } from '#organisations/web/tree/tree-rows.ts'

const node = (id: string, parent: string | null, name: string, children = 0): TreeNode =>
  ({ id, parent, name, kind: 'party.branch', kindWords: '党支部', line: 'party', flags: [], children, members: null })

const committee = node('a', 'outside', '中共同心区委员会', 2)
const street = node('b', 'a', '翠湖街道工作委员会', 2)
const branch = node('c', 'b', '湖滨社区党支部')
const willow = node('d', 'b', '柳桥社区党支部')
const school = node('e', 'a', '晨光学校党支部')

describe('the rows of the tree', () => {
  test('a part that was loaded twice stands there once, as first told', () => {
    const rows = rowsOf([[committee, street], [{ ...street, name: '另一个名字' }, branch]])
    expect(rows.map((row) => row.name)).toEqual(['中共同心区委员会', '翠湖街道工作委员会', '湖滨社区党支部'])
  })
  test('a body with others below it can be opened before they are loaded', () => {
    expect([...openable(rowsOf([[committee, street, branch]]))]).toEqual(['a', 'b'])
  })
  test('a body whose superior lies outside the reach stands at the top', () => {
    expect(topsOf(rowsOf([[committee, street]])).map((row) => row.id)).toEqual(['a'])
  })
})

describe('searching in the tree', () => {
  const rows = rowsOf([[committee, street, branch, willow, school]])
  const found = (text: string) => keepWanted(rows, (row) => nameHas(row, text))
  test('what is found is shown under everything above it, and nothing else', () => {
    expect(found('湖滨').map((row) => row.id)).toEqual(['a', 'b', 'c'])
  })
  test('only what is still shown below a row lets it be opened', () => {
    expect([...openable(found('街道'))]).toEqual(['a'])
    expect([...openable(found('社区'))]).toEqual(['a', 'b'])
  })
  test('blanks typed by mistake do not hide a name', () => {
    expect(found('晨光 学校').map((row) => row.id)).toEqual(['a', 'e'])
  })
  test('nothing found leaves nothing', () => expect(found('无此名称')).toEqual([]))
})
