import { AlignmentType, LineRuleType, TextRun, UnderlineType, type IParagraphOptions } from 'docx'
import type { Run } from '#base/paper/blocks.ts'

/** Named, never embedded: offices have them, and a reader without them falls back by itself. */
export const fonts = { body: '仿宋', head: '黑体', title: '宋体' } as const
type Font = (typeof fonts)[keyof typeof fonts]

/** In half points: 小二, 四号, 小四, 五号. */
export const sizes = { title: 36, head: 28, body: 24, cell: 21, note: 18 } as const

/** `eastAsia` on every run: without it Word falls back to its own font for Chinese. */
const fontOf = (font: Font) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: font })

/** Exact line heights of their own: a paragraph that inherits the body's pushes lines over the page. */
export const spacing = (line: number, before = 0, after = 0): NonNullable<IParagraphOptions['spacing']> =>
  ({ line: line * 20, lineRule: LineRuleType.EXACT, before: before * 20, after: after * 20 })

export interface Look {
  font?: Font
  size?: number
  bold?: boolean
}

/** Black is said: Word's own headings are blue. */
const options = ({ font = fonts.body, size = sizes.body, bold = false }: Look) => ({ font: fontOf(font), size, bold, color: '000000' })

/** Word collapses spaces at a line's end, but not ideographic ones that are underlined. */
function runOf(run: Run, look: Look): TextRun[] {
  if (typeof run !== 'string') {
    if ('strong' in run) return [new TextRun({ ...options({ ...look, bold: true }), text: run.strong })]
    return [new TextRun({ ...options(look), text: '　'.repeat(run.blank), underline: { type: UnderlineType.SINGLE } })]
  }
  return run.split('\n').map((text, no) => new TextRun({ ...options(look), text, ...(no > 0 && { break: 1 }) }))
}

export const runsOf = (runs: readonly Run[], look: Look = {}): TextRun[] => runs.flatMap((run) => runOf(run, look))
export const centred = AlignmentType.CENTER
