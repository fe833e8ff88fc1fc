import { none, personal, sensitive, table, type Dictionary } from '#kernel/dictionary.ts'

export const dictionary: Dictionary = {
  ledger_entries: table('台账', { purpose: 'trace', retention: 'ledger' }, {
    realm_id: none('管理单元'),
    id: none('内部编号'),
    act_id: none('操作编号'),
    kind: none('办了什么', { purpose: 'trace' }),
    ref_kind: none('对象的种类', { purpose: 'trace' }),
    ref_id: none('对象的公开编号', { purpose: 'trace' }),
    revision: none('第几次改动', { purpose: 'trace' }),
    occurred_on: none('发生日期', { purpose: 'trace' }),
    recorded_at: none('登记时间', { purpose: 'trace' }),
    account_id: none('经办账号'),
    doer_name: personal('经办人'),
    doer_post: personal('经办职务'),
    doer_seat: none('经办席位'),
    path: none('所在组织的路径'),
    body: none('条目原文（不含姓名和号码）', { mask: 'inner' }),
    leaf_hash: none('条目校验值', { mask: 'inner' }),
    clock_at: none('时钟落后时它当时所示'),
  }),
  ledger_secrets: table('台账内容', { purpose: 'trace', retention: 'ledger' }, {
    realm_id: none('管理单元'),
    entry_id: none('条目'),
    salt: none('盐', { mask: 'inner' }),
    payload: sensitive('办理内容，含改动前后的值', 'sealed'),
  }),
  ledger_touches: table('台账涉及的人和事', { purpose: 'trace', retention: 'ledger' }, {
    realm_id: none('管理单元'),
    ref_kind: none('对象的种类', { purpose: 'trace' }),
    ref_id: none('对象的公开编号', { purpose: 'trace' }),
    entry_id: none('条目'),
  }),
  ledger_queue: table('等待编入的台账条目', { purpose: 'trace', retention: 'ledger' }, {
    realm_id: none('管理单元'),
    entry_id: none('条目'),
  }),
  ledger_answers: table('操作的第一次答复', { purpose: 'running', retention: 'ledger' }, {
    realm_id: none('管理单元'),
    act_id: none('操作编号'),
    account_id: none('经办账号'),
    digest: none('请求的校验值', { mask: 'inner' }),
    answer: none('答复（编号和数目，不含个人信息）', { mask: 'inner' }),
  }),
}
