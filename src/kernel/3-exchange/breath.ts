import { setImmediate } from 'node:timers/promises'

/** Longest stretch that an import keeps the server to itself. A page takes some six turns, and waits before each. */
const stretchMs = 2

/**
 * Long work in small bites: call it often; now and then it waits for the other requests, and it throws the signal's
 * reason once the work was stopped.
 */
export class Breath {
  readonly #signal: AbortSignal | undefined
  #since = performance.now()

  constructor(signal?: AbortSignal) {
    this.#signal = signal
  }

  /** cheap enough to ask for every row */
  get due(): boolean {
    return performance.now() - this.#since > stretchMs
  }

  async take(): Promise<void> {
    await setImmediate()
    this.#signal?.throwIfAborted()
    this.#since = performance.now()
  }
}
