import {
  AlignmentType, BorderStyle, Document, Footer, HeadingLevel, ImageRun, Packer, PageNumber, Paragraph, TabStopType, TextRun, type FileChild,
} from 'docx'
import qrcode from 'qrcode'
import type { Block, BlockOf, Paper } from '#base/paper/blocks.ts'
import { centred, fonts, runsOf, sizes, spacing } from '#base/docx/look.ts'
import { meta, pageWidth, sideBySide, table } from '#base/docx/tables.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** One side of the square in pixels of 1/96 inch: 22 mm. */
const codeSide = 83

/** The square beside the code it stands for; nothing floats, for floating things vanish in some readers. */
async function codeOf({ code, address, words }: BlockOf<'code'>): Promise<FileChild[]> {
  const told = [
    new Paragraph({ alignment: AlignmentType.RIGHT, spacing: spacing(18), children: runsOf([{ strong: code }], { size: sizes.body }) }),
    new Paragraph({ alignment: AlignmentType.RIGHT, spacing: spacing(13), children: runsOf([words], { size: sizes.note }) }),
  ]
  if (address === null) return told
  const data = await qrcode.toBuffer(address, { errorCorrectionLevel: 'M', margin: 2, scale: 6 })
  const transformation = { width: codeSide, height: codeSide }
  const image = new ImageRun({ type: 'png', data, transformation, altText: { name: code, title: code, description: words } })
  // two tables that touch become one
  return [sideBySide(told, [new Paragraph({ alignment: AlignmentType.RIGHT, children: [image] })], 1400), gap(2)]
}

const blankLine = (): Paragraph =>
  new Paragraph({
    spacing: spacing(26), children: runsOf(['　']), border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '777777', space: 0 } },
  })

const gap = (points = 8): Paragraph => new Paragraph({ spacing: spacing(points), children: [] })

const titleOf = ({ text, under }: BlockOf<'title'>): FileChild[] => [
  new Paragraph({ heading: HeadingLevel.TITLE, alignment: centred, spacing: spacing(32, 6, 6), children: runsOf([text], { font: fonts.title, size: sizes.title, bold: true }) }),
  ...(under ? [new Paragraph({ alignment: centred, spacing: spacing(22, 0, 8), children: runsOf([under]) })] : []),
]

const headingOf = ({ text, level }: BlockOf<'heading'>): FileChild =>
  new Paragraph({
    heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2, keepNext: true, spacing: spacing(24, level === 1 ? 14 : 10, 6),
    children: runsOf([text], { font: fonts.head, size: level === 1 ? sizes.head : sizes.body }),
  })

async function childrenOf(block: Block): Promise<FileChild[]> {
  switch (block.kind) {
    case 'title': return titleOf(block)
    case 'heading': return [headingOf(block)]
    case 'meta': return [meta(block), gap()]
    case 'table': return [table(block), gap()]
    case 'text': return [new Paragraph({ spacing: spacing(22, 0, 2), ...(block.indent && { indent: { firstLine: 480 } }), children: runsOf(block.runs) })]
    case 'list': return block.items.map((item) => new Paragraph({ spacing: spacing(22), indent: { left: 480, hanging: 240 }, children: runsOf([`· ${item}`]) }))
    case 'lines': return Array.from({ length: block.count }, blankLine)
    case 'signs': return block.signs.map(({ role, value, on }) =>
      new Paragraph({ keepLines: true, spacing: spacing(26, 6), children: runsOf([`${role}：`, ...value, '　　', ...on]) }))
    case 'note': return [new Paragraph({ spacing: spacing(15, 4), children: runsOf([block.text], { size: sizes.note }) })]
    case 'code': return codeOf(block)
    case 'break': return [new Paragraph({ pageBreakBefore: true, spacing: spacing(1), children: [] })]
  }
}

/** The code and the page's number, with a line height of its own: the body's would push the page's last lines over. */
function footer({ code, foot }: Paper): Footer {
  const look = { size: sizes.note }
  const page = new TextRun({ children: ['\t— ', PageNumber.CURRENT, ' —\t'], size: sizes.note, font: 'Times New Roman' })
  return new Footer({
    children: [new Paragraph({
      spacing: spacing(13),
      tabStops: [{ type: TabStopType.CENTER, position: pageWidth / 2 }, { type: TabStopType.RIGHT, position: pageWidth }],
      children: [...runsOf([foot], look), page, ...runsOf([code], look)],
    })],
  })
}

const margin = { top: 1247, bottom: 1247, left: 1134, right: 1134, footer: 680 }

/** A paper as a Word document, A4. */
export async function writeDocx(paper: Paper): Promise<Buffer> {
  const children: FileChild[] = []
  for (const block of paper.blocks) children.push(...(await childrenOf(block)))
  const made = new Document({
    title: paper.name,
    creator: '同心',
    sections: [{ properties: { page: { size: { width: 11906, height: 16838 }, margin } }, footers: { default: footer(paper) }, children }],
  })
  return Packer.toBuffer(made)
}
