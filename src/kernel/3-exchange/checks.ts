import type { Check } from '#base/check.ts'

export const checks: readonly Check[] = [
  {
    words: '已导入的批次都有提交的台账，没提交的都没有',
    sql: `select b.public_id::text as what from exchange_batches b
      left join ledger_entries e on e.realm_id = b.realm_id and e.act_id = b.commit_act and e.kind = 'exchange.commit'
      where (b.state in ('done', 'undone')) <> (e.id is not null) or (b.state = 'undone') <> (b.undo_act is not null)`,
  },
  {
    words: '已经了结的导入没有留下整张表',
    sql: `select b.public_id::text as what from exchange_batches b where b.state in ('undone', 'failed', 'cancelled')
      and exists (select from exchange_rows r where r.realm_id = b.realm_id and r.batch_id = b.id)`,
  },
  {
    words: '可撤销的内容都属于已导入的批次',
    sql: `select b.public_id::text as what from exchange_batches b where b.state <> 'done'
      and exists (select from exchange_changes c where c.realm_id = b.realm_id and c.batch_id = b.id)`,
  },
]
