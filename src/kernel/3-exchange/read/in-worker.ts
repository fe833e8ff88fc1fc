import { fork, type ChildProcess, type ForkOptions } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Limits, SheetRow } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import type { FromWorker, ToWorker } from '#exchange/read/worker.ts'

export interface ReadOptions {
  /** the user's name for the file */
  name?: string
  limits?: Partial<Limits>
  signal?: AbortSignal
  /** until the first batch or a clear fault, and for all of the reading; time spent by the caller does not count */
  firstMs?: number
  totalMs?: number
  /** of the child's heap, in MiB; its buffers come on top and are watched by itself */
  heapMiB?: number
  /** told once, when all has been read */
  onDone?: (facts: { peakBytes: number }) => void
}

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

/**
 * Reads an untrusted file in a child process with little memory and no leave to write, to start programs or to load
 * native code. Yields some hundred rows at a time; the next ones are read only when the caller comes back for them.
 * Throws a SheetFault, or the signal's reason; leaving the loop early kills the child.
 */
export async function* readInWorker(path: string, options: ReadOptions = {}): AsyncGenerator<SheetRow[]> {
  options.signal?.throwIfAborted()
  const child = start(path, options)
  const answers = new Answers(child)
  const cancel = () => child.kill('SIGKILL')
  options.signal?.addEventListener('abort', cancel)
  try {
    yield* asked(answers, options)
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    child.kill('SIGKILL')
  }
}

async function* asked(answers: Answers, options: ReadOptions): AsyncGenerator<SheetRow[]> {
  let left = options.totalMs ?? 120_000
  let patience = Math.min(options.firstMs ?? 9_500, left)
  for (;;) {
    const began = performance.now()
    const answer = await answers.next(patience)
    options.signal?.throwIfAborted()
    left -= performance.now() - began
    patience = left
    if ('fault' in answer) throw new SheetFault(answer.fault, answer.facts)
    if ('done' in answer) return options.onDone?.({ peakBytes: answer.peakBytes })
    yield answer.rows
    options.signal?.throwIfAborted()
  }
}

function start(path: string, options: ReadOptions): ChildProcess {
  const child = fork(worker, [path, options.name ?? '', JSON.stringify(options.limits ?? {})], confined(options.heapMiB ?? 320))
  // whoever waits for a page goes first
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  return child
}

/** How the child runs: little memory, files for reading only, no child of its own, no eval, none of our variables. */
export const confined = (heapMiB: number): ForkOptions => ({
  serialization: 'advanced',
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  execArgv: [
    `--max-old-space-size=${heapMiB}`, '--permission', '--allow-fs-read=*', '--disallow-code-generation-from-strings',
  ],
  env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
})

/** One question, one answer; a child that ends without a word has run out of memory. */
class Answers {
  readonly #child: ChildProcess
  #settle: ((answer: FromWorker) => void) | null = null
  #gone = false

  constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (answer: FromWorker) => this.#answer(answer))
    child.on('exit', () => this.#end())
    child.on('error', () => this.#end())
  }

  next(patienceMs: number): Promise<FromWorker> {
    if (this.#gone) return Promise.resolve({ fault: 'too-heavy', facts: {} })
    return new Promise((settle) => {
      const timer = setTimeout(() => this.#answer({ fault: 'too-slow', facts: {} }), Math.max(0, patienceMs))
      this.#settle = (answer) => {
        clearTimeout(timer)
        settle(answer)
      }
      const question: ToWorker = { ask: 'next' }
      this.#child.send(question, (error) => error && this.#end())
    })
  }

  #end(): void {
    this.#gone = true
    this.#answer({ fault: 'too-heavy', facts: {} })
  }

  #answer(answer: FromWorker): void {
    const settle = this.#settle
    this.#settle = null
    settle?.(answer)
  }
}
