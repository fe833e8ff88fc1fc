import { fill } from '../embedded/words.ts'

/** Every reason why a backup is not made, not read or not restored, each with what to do about it. */
const words = {
  'backup.file-exists': '文件 {file} 已经存在，没有覆盖它。请换一个文件名。',
  'backup.not-writable': '备份写不进 {file}（{detail}）。请检查文件夹的权限和剩余空间后再试。',
  'backup.no-data': '这个数据库里还没有数据，不用备份。请先运行 npm start。',
  'backup.not-found': '打不开备份文件 {file}（{detail}）。请检查路径和权限。',
  'backup.not-ours': '{file} 不是同心的备份文件。请检查文件名，备份文件通常以 .tar 结尾。',
  'backup.newer-format': '这份备份由更新的同心（{app}）写成，现在这个版本读不了。请先更新同心再试。',
  'backup.damaged': '备份文件不完整或被改动过（{detail}），没有使用它。请换一份完好的备份，或重新复制一次。',
  'backup.other-keys':
    '这里的密钥打不开这份备份（备份用的密钥是 {ids}）。公民身份号码、电话和历史内容都靠它解开。' +
    '请把做备份的那台机器上的 keys.json 放进这里的数据文件夹，再运行一次。',
  'backup.unknown-migration':
    '这份备份的数据库结构（{name}）是现在这个程序不认识的，它由 {app} 版写成。请换用那个版本或更新的版本再恢复。',
  'backup.not-empty':
    '目标数据库里已有数据（{realms} 个管理单元），没有动它。请换一个空数据库；确实要用备份替换现有数据，请加 --replace。',
  'backup.foreign-database': '目标数据库里有别的程序的表（如 {table}），没有动它。请为同心单独建一个空数据库。',
  'backup.in-use': '同心正在使用目标数据库。请先停止同心（在它的窗口按 Ctrl-C），再运行恢复。',
  'backup.other-columns': '备份里的表 {table} 与数据库结构不符，已全部撤销。请把备份文件和这句话发给开发者。',
  'backup.restore-differs': '恢复后的内容与备份不一致（{detail}），已全部撤销，数据库没有改动。请检查磁盘后再试。',
  'backup.circle': '表 {tables} 互相引用，不能按顺序恢复。请把这句话发给开发者。',
} as const

export type BackupCode = keyof typeof words

/** The message is a Chinese sentence that says what to do. */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly code: BackupCode
  constructor(code: BackupCode, facts: Record<string, string | number> = {}) {
    super(fill(words[code], facts))
    this.code = code
  }
}
