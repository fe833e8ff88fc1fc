import type { Facts } from '#base/decision.ts'

export const refusalWords: Record<string, (facts: Facts) => string> = {
  'input.invalid': (facts) => `填写的内容有 ${facts['faults']} 处不合要求（${facts['first']}）。请改正标出的地方后再提交。`,
  'input.not-json': () => '提交的内容不是本系统能读的格式。请刷新页面后再试。',
  'input.no-file': () => '没有收到文件。请选择一个文件后再上传。',
  'input.file-too-large': () => '文件太大。请拆成几份，或删去多余的工作表和图片后再上传。',
  'input.file-cut-off': () => '文件没有传完整，可能是网络断了一下。什么都没有登记，请再上传一次。',
  'server.database-away': () => '数据库暂时连不上，可能正在重启。您填的内容还在，请过几秒再试一次；已经记下的不会重复记录。',
  'server.disk-full': () =>
    '服务器的磁盘已满，现在不能登记或上传；查看不受影响，您填的内容还在。请告诉管理员腾出空间，腾出以后会自动恢复，到时再提交一次。',
  'input.unreadable': () => '这个请求读不懂。请关掉本页，从网址首页重新进入。',
  'input.no-such-address': () => '没有这个地址。请从左侧菜单重新进入。',
}
