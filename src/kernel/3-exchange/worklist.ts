import type { Db } from '#base/sql.ts'
import type { Work } from '#kernel/manifest.ts'
import type { Actor } from '#access/actor.ts'
import { permissions } from '#exchange/contract.ts'
import { batchesSeen } from '#exchange/store/batches.ts'
import { stateWords } from '#exchange/words.ts'

const most = 20

/** Imports somebody began and did not finish: theirs to finish or to throw away. */
export async function workOfImports(tx: Db, actor: Actor): Promise<Work[]> {
  if (!actor.permissions.has(permissions.use)) return []
  const batches = await batchesSeen(tx, actor.realm, actor.reach, true, null, most)
  return batches
    .filter((batch) => batch.account_id === actor.accountId)
    .map((batch) => ({
      id: `import-${batch.public_id}`,
      title: `导入没有做完：${batch.file_name}`,
      about: `${batch.organisation_name}，${stateWords[batch.state]}`,
      dueOn: null,
      daysLeft: null,
      why: null,
      address: `/imports/${batch.public_id}`,
      verb: '继续',
    }))
}
