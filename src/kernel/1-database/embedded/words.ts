const ownServer = '请安装 PostgreSQL 15–18，并设置环境变量 DATABASE_URL 后再启动'

/** Every reason why the embedded PostgreSQL cannot be started, each with what to do about it. */
export const starterWords = {
  'starter.platform': `内置数据库不支持这种系统（{platform}）。${ownServer}。`,
  'starter.musl': `内置数据库需要 glibc，这个系统（例如 Alpine）没有。${ownServer}。`,
  'starter.no-binaries': '找不到内置数据库的程序（软件包 {name}）。请在项目目录运行 npm install 后再启动。',
  'starter.cannot-run': `内置数据库的程序在这台机器上运行不了：{detail}。${ownServer}。`,
  'starter.no-user':
    '以 root 身份启动时，数据库要换一个普通系统用户运行，但系统里没有 postgres、node、nobody 用户。' +
    '请先建立其中一个，或改用普通用户启动。',
  'starter.no-passwd-entry':
    '系统用户 {uid} 没有登记在 /etc/passwd 中，无法建立数据库。请改用已登记的用户启动，或设置 DATABASE_URL。',
  'starter.foreign-folder':
    '目录 {folder} 里已有别的文件（{found}），不会在其中建立数据库。请把数据目录改为一个空目录。',
  'starter.no-access': '当前系统用户不能读写数据目录 {folder}（{detail}）。请改用该目录的所有者启动，或换一个数据目录。',
  'starter.unreachable':
    '系统用户 {user} 进不到数据目录 {folder}。请把数据目录移到其他用户也能进入的位置，或改用普通用户启动。',
  'starter.other-version':
    '数据目录 {folder} 是 PostgreSQL {found} 的数据，内置的是 {wanted}，不能直接打开。' +
    '请用原来的版本导出备份，再换一个空的数据目录恢复。',
  'starter.no-password': '数据目录缺少口令文件 {file}，打不开数据库。请从备份中恢复这个文件。',
  'starter.init-failed': '建立数据库失败：{detail}。请检查磁盘空间和目录权限后再启动。',
  'starter.start-failed': '数据库没有启动成功：{detail}。完整日志在 {log}，请按其中的提示处理后再启动。',
  'starter.too-slow': '数据库 10 分钟内没有启动成功。请查看日志 {log}，确认磁盘正常后再启动。',
} as const

export type StarterCode = keyof typeof starterWords

/** What the starter says while it works; the console shows it. */
export const starterNews = {
  creating: '首次启动：正在建立数据库（约一秒）……',
  adopted: '数据库已在运行，直接使用。',
  waiting: '数据库正在恢复上次未写完的内容，请稍候……',
  copying: '项目目录里的数据库程序不能直接运行（只读，或其他系统用户读不到），正在复制到 {folder} ……',
}

export const fill = (sentence: string, facts: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole))

/** The embedded PostgreSQL cannot be started; the message is a Chinese sentence that says what to do. */
export class StarterError extends Error {
  override name = 'StarterError'
  readonly code: StarterCode
  constructor(code: StarterCode, facts: Record<string, string | number> = {}) {
    super(fill(starterWords[code], facts))
    this.code = code
  }
}
