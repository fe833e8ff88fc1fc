import { isDeepStrictEqual } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { acknowledged, answerOf, inDoubt, NoAnswer, type Desk, type Sent } from './desk.ts'
import type { Asked, Done, Writer } from './writers.ts'

/** What one hand did until it was cut short. */
export interface Work {
  writer: Writer
  label: string
  done: Done[]
  /** asked, and nobody answered, or "later": it may have been done or not */
  doubt: (Asked & { sent: Sent }) | null
  /** refused although it was in order: a defect of the harness or the server */
  refused: string[]
}

export interface Hands {
  /** tells them to stop; the act under way is waited for */
  stop(): Promise<Work[]>
  /** told when an act of that writer is sent */
  onAsk(hear: (asked: Asked) => void): void
}

/** One hand per writer, each as fast as it is answered, until it is not answered any more or told to stop. */
export function startHands(desk: Desk, writers: readonly Writer[], round: string): Hands {
  const state = { stopping: false, hear: (_: Asked) => {} }
  const works = writers.map((writer, no): Work => ({ writer, label: `第${round}轮${no}`, done: [], doubt: null, refused: [] }))
  const all = works.map((work) => oneHand(desk, work, state))
  return {
    onAsk: (hear) => void (state.hear = hear),
    async stop() {
      state.stopping = true
      await Promise.all(all)
      return works
    },
  }
}

async function oneHand(desk: Desk, work: Work, state: { stopping: boolean; hear(asked: Asked): void }): Promise<void> {
  const acts = work.writer.acts(desk, work.label)
  try {
    for (let next = await acts.next({}); !next.done && !state.stopping; ) {
      const asked = next.value
      state.hear(asked)
      const sent = await desk.send(asked.endpoint, asked.input as never)
      if (inDoubt(sent)) {
        work.doubt = { ...asked, sent }
        return
      }
      if (!acknowledged(sent)) {
        work.refused.push(`${asked.endpoint.name}: ${JSON.stringify(sent)}`)
        return
      }
      const answer = sent!.body as Done['answer']
      work.done.push({ ...asked, answer })
      next = await acts.next(answer)
    }
  } catch (error) {
    // A reading between two acts fell into the fault
    if (!(error instanceof NoAnswer) && !state.stopping) throw error
  }
}

/** Which answers came beside the ones that were hoped for: `503 server.database-away`, and how often. */
export type Heard = Map<string, number>

/** A desk whose people ask again, with the same act, until they are answered. */
export function patient(desk: Desk, heard: Heard, within = patience): Desk {
  const send: Desk['send'] = async (endpoint, input) => {
    for (const began = performance.now(); ; await sleep(200)) {
      const sent = await desk.send(endpoint, input)
      const { code, detail } = (sent?.body ?? {}) as { code?: string; detail?: string }
      if (sent?.status === 200) return sent
      const said = sent === null ? 'no answer' : `${sent.status} ${code} ${/请.+。$/.test(detail ?? '') ? '' : 'and does not say what to do'}`.trim()
      heard.set(said, (heard.get(said) ?? 0) + 1)
      const isLater = inDoubt(sent) || sent?.status === 409 || code === 'exchange.busy'
      if (!isLater || performance.now() - began > within) return sent
    }
  }
  return { ...desk, send, call: async (endpoint, input) => answerOf(endpoint, await send(endpoint, input)) }
}

export interface Reckoning {
  acknowledged: number
  /** acknowledged, and now unknown, or answered otherwise when asked again */
  lost: string[]
  /** in doubt; `kept` of them had been done, the others were done now */
  doubts: number
  /** which they were */
  doubted: string[]
  kept: number
  /** in doubt and refused when asked again, or answered in two ways */
  unresolved: string[]
  /** the books hold something else than was answered: half an import, a second unit, a change left out */
  wrong: string[]
}

const patience = 60_000

/** Asks everything again: what was acknowledged must be known with the same answer, what is in doubt must come to an end. */
export async function reckon(desk: Desk, works: readonly Work[], books: pg.Pool): Promise<Reckoning> {
  const found: Reckoning = { acknowledged: 0, lost: [], doubts: 0, doubted: [], kept: 0, unresolved: [], wrong: [] }
  for (const { writer, label, refused } of works) {
    found.wrong.push(...refused, ...((await writer.halves?.(books, label)) ?? []))
  }
  await Promise.all(works.map((work) => askAgain(desk, work, books, found)))
  for (const { writer, label, done } of works) {
    found.wrong.push(...(await writer.faults(books, label, done)).map((fault) => `${writer.name}: ${fault}`))
  }
  return found
}

async function askAgain(desk: Desk, work: Work, books: pg.Pool, found: Reckoning): Promise<void> {
  for (const one of work.done) {
    found.acknowledged++
    const isKept = await isInLedger(books, one)
    const sent = await untilAnswered(desk, one)
    const same = acknowledged(sent) && isDeepStrictEqual(sent!.body, one.answer)
    if (!isKept || !same) found.lost.push(`${work.writer.name} ${one.endpoint.name} ${one.input.act} ${isKept ? JSON.stringify(sent) : 'is not in the ledger'}`)
  }
  if (!work.doubt) return
  found.doubts++
  found.doubted.push(work.doubt.endpoint.name)
  if (await isInLedger(books, work.doubt)) found.kept++
  const sent = await untilAnswered(desk, work.doubt)
  const again = await untilAnswered(desk, work.doubt)
  if (!acknowledged(sent) || !isDeepStrictEqual(sent!.body, again?.body)) {
    found.unresolved.push(`${work.writer.name} ${work.doubt.endpoint.name}: ${JSON.stringify([work.doubt.sent, sent, again])}`)
    return
  }
  work.done.push({ ...work.doubt, answer: sent!.body as Done['answer'] })
  work.doubt = null
}

const isInLedger = async (books: pg.Pool, { input }: Asked): Promise<boolean> =>
  (await books.query('select from ledger_entries where act_id = $1', [input.act])).rowCount === 1

async function untilAnswered(desk: Desk, asked: Asked): Promise<Sent> {
  for (const began = performance.now(); ; await sleep(200)) {
    const sent = await desk.send(asked.endpoint, asked.input as never)
    const code = (sent?.body as { code?: string } | undefined)?.code
    const isLater = inDoubt(sent) || code === 'exchange.busy' || code === 'ledger.at-the-same-time'
    if (!isLater || performance.now() - began > patience) return sent
  }
}
