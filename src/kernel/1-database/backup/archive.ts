import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { endOfArchive, headerOf, padding } from './tar.ts'

export type Archive = ReturnType<typeof archive>

/** Writes a tar entry by entry and keeps the hash of all bytes so far. */
export function archive(handle: FileHandle, madeAt: Date) {
  const hash = createHash('sha256')
  let bytes = 0
  const write = async (piece: Buffer) => {
    hash.update(piece)
    for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten
    bytes += piece.length
  }
  return {
    async add(name: string, body: Buffer) {
      for (const piece of [headerOf(name, body.length, madeAt), body, padding(body.length)]) await write(piece)
    },
    /** of all bytes so far */
    digest: () => hash.copy().digest('hex'),
    async end() {
      await write(endOfArchive)
      return bytes
    },
  }
}
