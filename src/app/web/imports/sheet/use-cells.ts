import { useRef, useState } from 'react'
import { fix, skip, type RowView } from '#exchange/contract.ts'
import { useImport, useMend } from '../import/held.tsx'
import type { Rows } from './use-rows.ts'

/** What was just typed over a fault: equal faults may be mended alike. */
export interface Mended {
  field: string
  code: string
  was: string
  text: string
  /** rows with the same fault and the same text, as far as they were counted */
  alike: { rows: number; more: boolean }
}

interface Undoing {
  seq: number
  field: string
  was: string
}

const isMasked = (text: string) => text.includes('*')

/** Typing over cells and leaving rows out: shown at once, judged by the server, taken back with Ctrl + Z. */
export function useCells(rows: Pick<Rows, 'put'>) {
  const { batch } = useImport()
  const { mend, error } = useMend()
  const [saving, setSaving] = useState<ReadonlyMap<string, string>>(new Map())
  const [mended, setMended] = useState<Mended | null>(null)
  const undoing = useRef<Undoing[]>([])

  const hold = (key: string, text: string | null) =>
    setSaving((before) => {
      const next = new Map(before)
      if (text === null) next.delete(key)
      else next.set(key, text)
      return next
    })

  const write = async (seq: number, field: string, text: string) => {
    const key = `${seq}/${field}`
    hold(key, text)
    const answer = await mend(fix, { batch: batch.id, seq, field, text })
    hold(key, null)
    if (answer) rows.put(answer.row)
    return answer
  }

  const save = async (row: RowView, field: string, text: string) => {
    const cell = row.cells.find((one) => one.field === field)
    const was = cell?.text ?? ''
    if (was === text) return
    setMended(null)
    const answer = await write(row.seq, field, text)
    if (!answer) return
    // a masked text is not what stood there
    if (!isMasked(was)) undoing.current.push({ seq: row.seq, field, was })
    if (cell?.fault) setMended({ field, code: cell.fault.code, was, text, alike: answer.alike })
  }

  const takeBack = () => {
    const last = undoing.current.pop()
    setMended(null)
    if (last) void write(last.seq, last.field, last.was)
    return last
  }

  const leaveOut = async (row: RowView, out: boolean) => {
    // what was counted alike is not so many any more
    setMended(null)
    const answer = await mend(skip, { batch: batch.id, seq: row.seq, skip: out })
    if (answer) rows.put(answer.row)
  }
  return { save, takeBack, leaveOut, saving, mended, forget: () => setMended(null), error }
}
export type Cells = ReturnType<typeof useCells>
