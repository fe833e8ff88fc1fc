/** Why a job ended early: somebody stopped it. */
export class Stopped extends Error {
  constructor() {
    super('the import was stopped')
  }
}

export interface Job {
  signal: AbortSignal
  progress: { rows: number; total: number | null }
  /** the act it performs, if a person waits for its answer */
  act: string | null
  /** settled, never rejected, when the job is over */
  ended: Promise<void>
}

interface Held extends Job {
  abort: AbortController
  begun: boolean
  end(): void
}

const forgottenAfter = 3000

/** The long work of imports in this process: one at a time in each realm, the others wait in line. */
export class Jobs {
  readonly #jobs = new Map<string, Held>()
  readonly #lines = new Map<string, Promise<void>>()
  readonly #idleSince = new Map<string, number>()

  of(batch: string): Job | undefined {
    return this.#jobs.get(batch)
  }

  isBusy(batch: string): boolean {
    return this.#jobs.has(batch)
  }

  /**
   * Whether nothing has run on a batch for some seconds since this was first asked. A batch is written down as being read
   * a moment before its job starts, so a single look tells nothing.
   */
  isForgotten(batch: string): boolean {
    if (this.#jobs.has(batch)) return false
    const first = this.#idleSince.get(batch)
    if (first === undefined) this.#idleSince.set(batch, performance.now())
    return first !== undefined && performance.now() - first > forgottenAfter
  }

  /** Puts a job in its realm's line. What `work` throws is dropped: it tells its own failures. */
  start(realm: number, batch: string, work: (job: Job) => Promise<void>, act: string | null = null): Job {
    if (this.#jobs.has(batch)) throw new Error('a batch has one job at a time')
    const abort = new AbortController()
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const end = () => {
      this.#jobs.delete(batch)
      resolve()
    }
    const job: Held = { abort, signal: abort.signal, progress: { rows: 0, total: null }, act, begun: false, ended, end }
    this.#jobs.set(batch, job)
    this.#idleSince.delete(batch)
    void this.inLine(`realm ${realm}`, async () => {
      if (job.signal.aborted) return
      job.begun = true
      await work(job).catch(() => undefined)
      end()
    })
    return job
  }

  /** One after another: two edits of one batch, two jobs of one realm. */
  inLine<T>(line: string, work: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(line) ?? Promise.resolve()
    const result = before.then(work)
    const settled = result.then(() => undefined, () => undefined)
    this.#lines.set(line, settled)
    void settled.then(() => {
      if (this.#lines.get(line) === settled) this.#lines.delete(line)
    })
    return result
  }

  /** A job still waiting in line is over at once; a running one when it next takes a breath. */
  stop(batch: string): Job | undefined {
    const job = this.#jobs.get(batch)
    job?.abort.abort(new Stopped())
    if (job?.begun === false) job.end()
    return job
  }

  /** Waits until nothing runs: for a clean end of the server and for tests. */
  async idle(): Promise<void> {
    while (this.#jobs.size > 0) await Promise.all([...this.#jobs.values()].map((job) => job.ended))
  }

  async stopAll(): Promise<void> {
    for (const batch of this.#jobs.keys()) this.stop(batch)
    await this.idle()
  }
}
