import { textOfRuns, type Block } from '#base/paper/blocks.ts'

/** What a reader reads, line by line: for tests and for whoever compares two forms of one record. */
export function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap(linesOfBlock).filter((line) => line !== '')
}

function linesOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'title': return [block.text, block.under ?? '']
    case 'heading': return [block.text]
    case 'meta': return block.rows.flatMap((row) => row.flatMap(({ label, value }) => [label, textOfRuns(value)]))
    case 'text': return textOfRuns(block.runs).split('\n')
    case 'list': return block.items
    case 'table': return [...block.columns.map(({ words }) => words), ...block.rows.flatMap((row) => row.map(textOfRuns))]
    case 'signs': return block.signs.flatMap(({ role, value, on }) => [`${role}：${textOfRuns(value)}　　${textOfRuns(on)}`])
    case 'note': return [block.text]
    case 'code': return [block.code, block.words]
    case 'lines': case 'break': return []
  }
}
