/**
 * Does a piece of work again and again, never two rounds at once; `stopped` tells a long one to leave off. Answers how to
 * stop, which waits for the round that is going on. A round that fails is told of, and the next one comes all the same.
 */
export function keepRounds(
  every: number, round: (stopped: () => boolean) => Promise<unknown>, failed: (error: Error) => void,
): () => Promise<void> {
  let [ended, busy] = [false, false]
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = round(() => ended).catch(failed).finally(() => { busy = false })
  }, every)
  return async () => {
    ended = true
    clearInterval(timer)
    await running
  }
}
