import { expect, test } from 'vitest'
import { isMild, restartUnderLoad } from '../faults/restarts.ts'

// The short form of tools/restart-loop.ts
test('a database that is restarted, or that breaks connections off, under every kind of writing costs nobody an act', async () => {
  const found = await restartUnderLoad(5, 'suite', [800, 1500])
  console.info(JSON.stringify(found))
  expect(found).toMatchObject({ lost: [], unresolved: [], wrong: [], oracle: [] })
  expect(Object.keys(found.heard).filter((one) => !isMild(one))).toEqual([])
  expect(found.heard['503 server.database-away']).toBeGreaterThan(0)
  expect(found.slowestSeconds).toBeLessThan(10)
  expect(found.connections).toBeLessThanOrEqual(found.pool)
  expect(found.acknowledged).toBeGreaterThan(50)
}, 300_000)
