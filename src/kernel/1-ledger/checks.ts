import type { Check } from '#base/check.ts'

/** What holds between the ledger's tables; hashes and sealed contents are read by `audit.ts` and `openings.ts`. */
export const checks: readonly Check[] = [
  {
    words: '每个答复过的操作都记在台账里，记的是同一个人',
    sql: `select a.act_id::text as what from ledger_answers a left join ledger_entries e on e.realm_id = a.realm_id and e.act_id = a.act_id
      where e.id is null or e.account_id <> a.account_id`,
  },
  {
    words: '台账里的每个操作都留有答复，重试时给得出同样的回答',
    sql: `select e.act_id::text as what from ledger_entries e
      where not exists (select from ledger_answers a where a.realm_id = e.realm_id and a.act_id = e.act_id)`,
  },
  {
    words: '每条台账都挂在它所涉及的事物名下',
    sql: `select e.act_id::text as what from ledger_entries e where not exists (select from ledger_touches t
      where t.realm_id = e.realm_id and t.ref_kind = e.ref_kind and t.ref_id = e.ref_id and t.entry_id = e.id)`,
  },
  {
    words: '同一事物的台账，登记时间不倒退，次序号不跳',
    sql: `select act_id::text as what from (select act_id, revision, recorded_at,
        lag(recorded_at) over each as before, row_number() over each as place
        from ledger_entries window each as (partition by realm_id, ref_kind, ref_id order by revision)) found
      where recorded_at < before or revision <> place`,
  },
]
