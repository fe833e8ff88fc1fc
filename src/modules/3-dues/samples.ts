import type { Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { isDuesLine } from '#dues/codes.ts'
import { emptySample } from '#dues/store/samples.ts'
import { emptyStatements } from '#dues/statement/store.ts'
import { payersOf } from '#dues/store/payers.ts'
import { insertWorksheet } from '#dues/store/worksheets.ts'

/** Invented bases in yuan: every band of the table is met. */
const bases = [2980, 4350, 4900, 5100, 5680, 6420, 7300, 8150, 9600, 10_800]
/** Every so many are left for the secretary to lay down. */
const leftOut = 14

/** Takes the dues of a sample world away. */
export async function removeDues(tx: Db, realm: number): Promise<number> {
  await emptyStatements(tx, realm)
  return emptySample(tx, realm)
}

/** Lays down what the people of some bodies pay on, so that the sample month can be collected. */
export async function plantDues(tx: Db, world: World, bodies: readonly Organisation[], today: Day): Promise<void> {
  for (const body of bodies) {
    const { line } = body
    if (!isDuesLine(line)) continue
    const rows = await payersOf(tx, body.realm_id, { id: body.id, line }, [{ month: today, last: today }])
    for (const [at, { person }] of rows.entries()) {
      if (at % leftOut === leftOut - 1) continue
      const items = [{ item: 'agreed' as const, fen: bases[at % bases.length]! * 100 }]
      const made = { publicId: newId(), person, line, organisation: body.public_id, from: `${today.slice(0, 4)}-01-01`, madeOn: today, payer: 'salaried' as const, slip: 'agreed' as const, items }
      await insertWorksheet(tx, world.keys, body.realm_id, made, body.path)
    }
  }
}
