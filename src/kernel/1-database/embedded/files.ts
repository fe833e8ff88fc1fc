import { access, lchown, lstat, open, readdir, type FileHandle } from 'node:fs/promises'
import { constants, type Stats } from 'node:fs'
import { join } from 'node:path'

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

export const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** Null when there is nothing; other faults (a folder one may not enter) are thrown. */
export async function lstatOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw error
  }
}

/** Names in a folder, none when there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** `lchown`, because root must not follow a link that somebody planted in a folder of his own. */
export async function chownTree(path: string, uid: number, gid: number): Promise<void> {
  await lchown(path, uid, gid)
  if (!(await lstat(path)).isDirectory()) return
  for (const name of await readdir(path)) await chownTree(join(path, name), uid, gid)
}

/** Makes a rename inside the folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, constants.O_RDONLY)
    await handle.sync()
  } catch (error) {
    // Windows cannot open folders; some network disks cannot sync them
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(codeOf(error))) throw error
  } finally {
    await handle?.close()
  }
}
