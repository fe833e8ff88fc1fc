import { z } from 'zod'

/**
 * A form on paper as data: Word and the browser's print page are both made of these blocks, so that they cannot differ.
 * A blank is room for a pen, some characters wide: what no record holds is never filled in.
 */
const run = z.union([z.string(), z.strictObject({ blank: z.int() }), z.strictObject({ strong: z.string() })])
const runs = z.array(run)
export type Run = z.output<typeof run>

/** Width of a column in parts of the table. */
const column = z.strictObject({ words: z.string(), width: z.int() })

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('title'), text: z.string(), under: z.string().nullable() }),
  z.strictObject({ kind: z.literal('heading'), text: z.string(), level: z.union([z.literal(1), z.literal(2)]) }),
  z.strictObject({ kind: z.literal('meta'), rows: z.array(z.array(z.strictObject({ label: z.string(), value: runs }))) }),
  z.strictObject({ kind: z.literal('text'), runs, indent: z.boolean() }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('table'), words: z.string(), columns: z.array(column), rows: z.array(z.array(runs)),
    tall: z.boolean().meta({ description: '每行留出签字的高度' }),
  }),
  z.strictObject({ kind: z.literal('lines'), count: z.int() }),
  z.strictObject({ kind: z.literal('signs'), signs: z.array(z.strictObject({ role: z.string(), value: runs, on: runs })) }),
  z.strictObject({ kind: z.literal('note'), text: z.string() }),
  z.strictObject({ kind: z.literal('code'), code: z.string(), address: z.string().nullable(), words: z.string() }),
  z.strictObject({ kind: z.literal('break') }),
])
export type Block = z.output<typeof block>
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>

export const paper = z
  .object({
    /** of the window and the file */
    name: z.string(),
    code: z.string(),
    /** what the foot of every page says beside the code */
    foot: z.string(),
    blocks: z.array(block),
  })
  .meta({ id: 'Paper' })
export type Paper = z.output<typeof paper>

export const blank = (width: number): Run[] => [{ blank: width }]
/** What is known, else room to write it. */
export const orBlank = (known: string | null | undefined, width: number): Run[] => (known ? [known] : blank(width))
export const text = (...given: Run[]): BlockOf<'text'> => ({ kind: 'text', runs: given, indent: true })
export const heading = (words: string, level: 1 | 2 = 1): BlockOf<'heading'> => ({ kind: 'heading', text: words, level })

const textOfRun = (one: Run): string => (typeof one === 'string' ? one : 'strong' in one ? one.strong : '＿'.repeat(one.blank))
export const textOfRuns = (all: readonly Run[]): string => all.map(textOfRun).join('')
