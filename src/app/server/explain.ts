/** What went wrong at the start, as a sentence that says what to do; the message itself where it is one already. */
export function explain(error: Error & { code?: string; syscall?: string; path?: string }): string {
  const { code = '', message } = error
  if (code === 'EADDRINUSE') return '端口已被占用：可能已经启动过一次。请关闭另一个，或用 PORT=别的端口 npm start。'
  if (code === 'EADDRNOTAVAIL') return '这台机器没有 HOST 所写的地址。请改用 127.0.0.1 或 0.0.0.0。'
  if (code === 'EACCES' && error.syscall === 'listen') return '没有权限用这个端口（1024 以下的端口只有 root 能用）。请用 PORT=8600 npm start。'
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return `没有权限写 ${error.path ?? '数据文件夹'}。请改用它的所有者启动，或用 DATA_DIR=别的文件夹 npm start。`
  if (/^(ENOTDIR|EEXIST)$/.test(code)) return `${error.path ?? 'DATA_DIR'} 不能作为文件夹。请用 DATA_DIR=别的文件夹 npm start。`
  if (/^(ENOSPC|EDQUOT)$/.test(code)) return '磁盘已满。请腾出空间后再启动。'
  return ofDatabase(code, message) ?? message
}

const notReached = 'PostgreSQL 连不上，请检查它是否在运行，以及 DATABASE_URL 里的主机和端口'

/** SQLSTATEs and socket faults of a PostgreSQL of one's own */
function ofDatabase(code: string, message: string): string | null {
  if (/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return `${notReached}（${code}）。`
  if (/timeout|terminated/i.test(message)) return `${notReached}（${message}）。`
  if (code === '28P01') return 'PostgreSQL 不接受这个用户名或密码。请检查 DATABASE_URL；密码里的特殊字符要写成百分号编码（如 @ 写成 %40）。'
  if (code === '28000') return `PostgreSQL 不让这台机器登录（${message}）。请在它的 pg_hba.conf 里放行，或按要求在 DATABASE_URL 末尾加 ?sslmode=verify-full。`
  if (code === '3D000') return `PostgreSQL 里没有这个数据库（${message}）。请先执行 create database tongxin encoding 'UTF8' template template0; 再启动。`
  if (code === '53300') return 'PostgreSQL 的连接数用完了。请调大它的 max_connections，或用 POOL_SIZE=5 启动。'
  if (code === '57P03') return 'PostgreSQL 正在启动或关闭。请过一会儿再试。'
  if (code === '42501') return `DATABASE_URL 里的用户权限不够（${message}）。请让它成为这个数据库的所有者：alter database 数据库名 owner to 用户名;`
  return null
}
