import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { personKeys } from '#search/keys.ts'
import { saveSpellings, spelledNames, unspelled } from '#people/store/spelling.ts'

const atOnce = 500

/**
 * Keys made before syllables were told apart are made anew: SQL knows no pinyin, so no migration can. A key is derived
 * from its name and no fact: no act. Answers how many; run again it finds nothing to do.
 */
export async function spellAnew(world: World, realm: number, stopped: () => boolean = () => false): Promise<number> {
  let spelled = 0
  for (const table of spelledNames) {
    for (let after = 0; !stopped(); ) {
      const rows = await within(world.db, everywhere(realm), async (tx) => {
        const found = await unspelled(tx, table, realm, after, atOnce)
        const anew = found.map(({ id, name, name_key }) => ({ id, was: name_key, key: personKeys(name).key })).filter(({ was, key }) => was !== key)
        spelled += anew.length
        if (anew.length > 0) await saveSpellings(tx, table, realm, anew)
        return found
      })
      if (rows.length < atOnce) break
      after = rows.at(-1)!.id
    }
  }
  return spelled
}
