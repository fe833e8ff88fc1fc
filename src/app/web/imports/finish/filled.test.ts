import { expect, test } from 'vitest'
import { filledBodies } from './filled.ts'

const body = (id: string) => ({ id, name: `${id}支部` })
const place = (text: string, rows: number, organisation: ReturnType<typeof body> | null) => ({
  no: 1,
  text,
  rows,
  how: 'exact' as const,
  organisation,
  founding: null,
  fault: null,
  proposals: [],
  proposedFounding: null,
})
const target = { id: 'target', name: '街道' }

test('exactly the branches that got rows, several names of one added up, none that got nothing', () => {
  const places = [place('一', 3, body('a')), place('一支部', 2, body('a')), place('二', 0, body('b')), place('？', 4, null)]
  expect(filledBodies({ places, here: 0, founded: [] }, target)).toEqual([{ ...body('a'), rows: 5, made: false }])
})

test('what was founded is named too, also where no row was written, and marked', () => {
  const places = [place('一', 3, body('a'))]
  const filled = filledBodies({ places, here: 0, founded: [body('a'), body('c')] }, target)
  expect(filled).toEqual([{ ...body('a'), rows: 3, made: true }, { ...body('c'), rows: 0, made: true }])
})

test('where rows name no organisation, the one imported into comes first', () => {
  const filled = filledBodies({ places: [], here: 7, founded: [body('c')] }, target)
  expect(filled.map(({ id }) => id)).toEqual(['target', 'c'])
})
