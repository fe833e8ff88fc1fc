import { none, personal, table, type Dictionary } from '#kernel/dictionary.ts'

export const dictionary: Dictionary = {
  notices: table('通知', { about: ['account', 'account_id'], purpose: 'notices', retention: 'notice' }, {
    id: none('内部编号'),
    public_id: none('公开编号'),
    realm_id: none('管理单元'),
    account_id: none('账号'),
    class: personal('要办、要知道还是可看'),
    title: personal('标题'),
    body: personal('内容'),
    link: none('页面地址'),
    made_at: personal('发出时间'),
    read_at: personal('看过的时间'),
  }),
}
