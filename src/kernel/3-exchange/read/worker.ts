import { limits as standard, type Limits, type SheetRow } from '#exchange/read/cell.ts'
import { SheetFault, type Facts, type SheetFaultCode } from '#exchange/read/fault.ts'
import { openSheets } from '#exchange/read/open.ts'

/** Runs in a child process of its own (read/in-worker.ts): reads one untrusted file and may die of it. */
export type ToWorker = { ask: 'next' }
export type FromWorker =
  | { rows: SheetRow[] }
  | { done: true; peakBytes: number }
  | { fault: SheetFaultCode; facts: Facts }

// small: whoever takes it in is kept from everything else meanwhile
const BATCH = 250
// the heap's limit does not count buffers; this does
const MAX_RESIDENT = 480 * 1024 * 1024

async function* batches(path: string, limits: Limits, name: string): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = []
  for await (const row of openSheets(path, limits, name)) {
    if (batch.push(row) < BATCH) continue
    if (process.memoryUsage.rss() > MAX_RESIDENT) throw new SheetFault('too-heavy')
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function serve(path: string, limits: Limits, name: string): void {
  const source = batches(path, limits, name)
  const send = (message: FromWorker): void => void process.send!(message)
  // one batch is read ahead while the other side is busy with the last
  let ahead = source.next()
  ahead.catch(() => {})
  process.on('message', (_: ToWorker) => {
    const current = ahead
    ahead = source.next()
    ahead.catch(() => {})
    current.then(
      ({ value, done }) => send(done ? { done, peakBytes: process.resourceUsage().maxRSS * 1024 } : { rows: value }),
      (error: unknown) => {
        const fault = error instanceof SheetFault ? error : new SheetFault('broken', {}, error)
        send({ fault: fault.code, facts: fault.facts })
      },
    )
  })
  process.on('disconnect', () => process.exit())
}

if (process.send) {
  const [path, name, given] = process.argv.slice(2)
  serve(path!, { ...standard, ...(JSON.parse(given ?? '{}') as Partial<Limits>) }, name ?? '')
}
