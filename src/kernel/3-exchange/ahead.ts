/** Asks for the next block before the last one is dealt with, so that it comes while that one is worked on. */
export async function* ahead<T>(blocks: AsyncIterable<T>): AsyncGenerator<T> {
  const source = blocks[Symbol.asyncIterator]()
  for (let asked = source.next(); ; ) {
    const { done, value } = await asked
    if (done) return
    asked = source.next()
    // told to whoever awaits it next
    asked.catch(() => undefined)
    yield value
  }
}

/** The same rows in smaller blocks. */
export async function* inPieces<T>(blocks: AsyncIterable<T[]>, size: number): AsyncGenerator<T[]> {
  for await (const block of blocks) {
    for (let at = 0; at < block.length; at += size) yield block.slice(at, at + size)
  }
}
