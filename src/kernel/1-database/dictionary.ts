import { none, table, type Dictionary } from '#kernel/dictionary.ts'

export const dictionary: Dictionary = {
  migrations: table('执行过的迁移脚本', { purpose: 'running', retention: 'installation' }, {
    room: none('所在房间'),
    name: none('脚本名'),
    hash: none('脚本校验值'),
    applied_at: none('执行时间'),
  }),
  realms: table('管理单元', { purpose: 'organising', retention: 'installation' }, {
    id: none('内部编号'),
    public_id: none('公开编号'),
    name: none('名称', { purpose: 'organising' }),
    kind: none('种类', { purpose: 'organising' }),
    opened_at: none('建立时间'),
  }),
}
