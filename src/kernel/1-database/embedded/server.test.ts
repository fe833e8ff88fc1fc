import { expect, test } from 'vitest'
import { pageMemory } from './server.ts'

const GiB = 1024 ** 3

test.each([[1, '128MB'], [2, '128MB'], [4, '256MB'], [8, '512MB'], [16, '1024MB'], [64, '1024MB']])(
  'a machine of %d GiB lends its database %s for pages',
  (memory, pages) => expect(pageMemory(memory * GiB)).toBe(pages),
)
