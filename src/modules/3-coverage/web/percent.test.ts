import { expect, test } from 'vitest'
import { percent } from '#coverage/web/percent.ts'

test('a rate reads with one place; without units there is none', () => {
  expect([percent(875), percent(1000), percent(0), percent(null)]).toEqual(['87.5%', '100.0%', '0.0%', '—'])
})
