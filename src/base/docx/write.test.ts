import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { writeDocx } from '#base/docx/write.ts'
import { blank, heading, orBlank, text, type Block, type Paper } from '#base/paper/blocks.ts'
import { linesOf } from '#base/paper/lines.ts'

const blocks: Block[] = [
  { kind: 'code', code: 'M-ABCD-EFGH-JKL', address: 'https://tx.example/org-life/codes/M-ABCD-EFGH-JKL', words: '扫码回到这份记录' },
  { kind: 'title', text: '会议记录', under: '青石社区党支部' },
  { kind: 'meta', rows: [[{ label: '时间', value: ['2026-11-23'] }, { label: '地点', value: orBlank(null, 6) }], [{ label: '主题', value: ['学习'] }]] },
  heading('一、听取汇报'),
  text('第一段\n第二行', { strong: '通过' }),
  { kind: 'list', items: ['赵一', '钱二'] },
  { kind: 'table', words: '签到', columns: [{ words: '序号', width: 1 }, { words: '姓名', width: 3 }], rows: [[['1'], ['镕喆囧']]], tall: true },
  { kind: 'lines', count: 2 },
  { kind: 'signs', signs: [{ role: '记录人', value: blank(6), on: blank(8) }] },
  { kind: 'break' },
  { kind: 'note', text: '空白处没有记录。' },
]
const paper: Paper = { name: '会议记录', code: 'M-ABCD-EFGH-JKL', foot: '青石社区党支部', blocks }

test('an independent reader finds every line of the blocks in their order, blanks as room and not as words', async () => {
  const { value, messages } = await mammoth.convertToHtml({ buffer: await writeDocx(paper) })
  expect(messages.filter(({ type }) => type === 'error')).toEqual([])
  const plain = value.replace(/<br \/>|<\/(p|h\d|td|th)>/g, '\n').replace(/<[^>]+>/g, '')
  let from = 0
  for (const line of linesOf(blocks).map((one) => one.replaceAll('＿', '　').trim()).filter(Boolean)) {
    const at = plain.indexOf(line, from)
    expect(at, `${line} after ${plain.slice(from, from + 40)}`).toBeGreaterThanOrEqual(from)
    from = at + line.length
  }
  expect(value).toContain('<img alt="')
})

test('without a blank’s value nothing is made up: the cell holds room alone', async () => {
  const { value } = await mammoth.convertToHtml({ buffer: await writeDocx(paper) })
  expect(value).toMatch(/地点<\/p><\/td><td><p>　{6}<\/p>/)
})
