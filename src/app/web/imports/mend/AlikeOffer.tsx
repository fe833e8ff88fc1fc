import { Button } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { faults, fixAll } from '#exchange/contract.ts'
import { useImport, useMend } from '../import/held.tsx'
import type { Mended } from '../sheet/use-cells.ts'
import { words } from '../words.ts'

type Fault = { code: string; proposal: string | null }
type Totals = OutputOf<typeof faults>['faults']

interface Props {
  mended: Mended | null
  fault: Fault | null
  field: string
  forget: () => void
}

const totalOf = (totals: Totals | undefined, field: string, code: string) =>
  totals?.find((one) => one.field === field && one.code === code)

/** After a mending: the same text elsewhere in the column. Before it: the same fault with proposals. All at once. */
export function AlikeOffer({ mended, fault, field, forget }: Props) {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const [done, setDone] = useState<number | null>(null)
  const totals = useCall(faults, { batch: batch.id }).data?.faults
  const run = async (wish: { do: 'replace' | 'accept'; field: string; was?: string; text?: string; code?: string }) => {
    const answer = await mend(fixAll, { batch: batch.id, ...wish })
    if (!answer) return
    forget()
    setDone(answer.changed)
  }
  if (error) return <ErrorNote error={error} />
  if (mended && mended.was !== '' && mended.alike.rows > 0) {
    const { was, text, alike } = mended
    return (
      <span className="row">
        <span>{words.alikeSome(alike.rows, alike.more)}</span>
        <Button loading={busy} onClick={() => void run({ do: 'replace', field: mended.field, was, text })}>
          {words.alikeReplaceGo(text)}
        </Button>
      </span>
    )
  }
  const proposals = fault && fault.proposal !== null ? (totalOf(totals, field, fault.code)?.proposals ?? 0) : 0
  if (fault && proposals > 1) {
    return (
      <span className="row">
        <span className="quiet">{words.alikeAccept(proposals - 1)}</span>
        <Button loading={busy} onClick={() => void run({ do: 'accept', field, code: fault.code })}>
          {words.alikeAcceptGo}
        </Button>
      </span>
    )
  }
  return done === null ? null : <span className="quiet">{words.bulkDone(done)}</span>
}
