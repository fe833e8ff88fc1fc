import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useAct, useCall } from '#base/web/calls.ts'
import { call } from '#base/web/call.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { ProgressBar } from '#base/web/kit/ProgressBar.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress, useGo } from '#base/web/route.ts'
import { confirmStatement, dropStatement, readLines, readStatement, rematchStatement, statements, type StatementView } from '#dues/statement/contract.ts'
import { DoubtfulLines, NobodyLines, RefusedLines, SureLines } from '#dues/web/statement/Lines.tsx'
import { nothingChosen, totalOf, type Chosen } from '#dues/web/statement/picks.ts'
import { words } from '#dues/web/statement/words.ts'
import { words as dues } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'
import '#dues/web/dues.css'
import '#dues/web/statement/statement.css'

const listOf = ({ organisation }: StatementView): string => `/dues/statements?organisation=${organisation.id}`

/** Stops the reading, or puts the statement away. */
function Drop({ found, verb }: { found: StatementView; verb: string }) {
  const [open, setOpen] = useState(false)
  const go = useGo()
  const queries = useQueryClient()
  const { sure, doubtful, nobody, refused } = found.parts
  const reading = found.state === 'reading'
  const drop = async () => {
    await call(dropStatement, { statement: found.id })
    go(listOf(found), { replace: true })
    await queries.invalidateQueries({ queryKey: [statements.name] })
    queries.removeQueries({ queryKey: [readStatement.name, { statement: found.id }] })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{verb}</Button>
      <Confirm open={open} title={reading ? words.stop : words.removeTitle} verb={verb} onClose={() => setOpen(false)} onConfirm={drop}>
        <p>{reading ? words.stopText : words.removeText(sure.n + doubtful.n + nobody.n + refused.n)}</p>
      </Confirm>
    </>
  )
}

function Working({ found }: { found: StatementView }) {
  return (
    <Section>
      <ProgressBar words={words.reading} done={found.progress?.rows ?? 0} total={found.progress?.total ?? undefined} />
      <div className="statement-more"><Drop found={found} verb={words.stop} /></div>
    </Section>
  )
}

function Failed({ found }: { found: StatementView }) {
  return <Note kind="error" title={words.failed} action={<LinkButton to={listOf(found)}>{words.again}</LinkButton>}>{found.fault}</Note>
}

/** What is chosen, and the button that writes it down. */
function Bar({ found, chosen, onDone }: { found: StatementView; chosen: Chosen; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const { message } = App.useApp()
  const act = useAct(confirmStatement)
  const { n, fen } = totalOf(found, chosen)
  const confirm = async () => {
    const { receipts } = await act.mutateAsync({
      statement: found.id, sure: found.parts.sure.n > 0, without: [...chosen.without.keys()].map((line) => ({ line })), picks: [...chosen.picks.values()].map(({ pick }) => pick),
    })
    void message.success(words.confirmed(receipts))
    onDone()
  }
  return (
    <div className="statement-bar no-print" role="group" aria-label={words.chosen(n, yuan(fen))}>
      <strong aria-live="polite">{words.chosen(n, yuan(fen))}</strong>
      <Button type="primary" disabled={n === 0} onClick={() => setOpen(true)}>{words.confirm(n)}</Button>
      <Confirm open={open} title={words.confirmTitle(n)} verb={words.confirm(n)} onClose={() => setOpen(false)} onConfirm={confirm}>
        <p>{words.confirmText(yuan(fen))}</p>
      </Confirm>
    </div>
  )
}

function Ready({ found }: { found: StatementView }) {
  const [chosen, setChosen] = useState(nothingChosen)
  const { sure, doubtful, nobody, refused, done } = found.parts
  const ignored = words.ignored(found.outgoing, found.known)
  const props = { found, chosen, onChange: setChosen }
  return (
    <>
      {done.n > 0 && (
        <Note kind="good" title={words.done(done.n, yuan(done.fen))} action={<LinkButton to={`/dues?organisation=${found.organisation.id}`}>{words.toMonth}</LinkButton>}>
          {sure.n + doubtful.n + nobody.n === 0 && words.allDone}
        </Note>
      )}
      {found.unread.length > 0 && <Note kind="warn">{words.unread(found.unread)}</Note>}
      {sure.n > 0 && <SureLines {...props} />}
      {doubtful.n > 0 && <DoubtfulLines {...props} />}
      {nobody.n > 0 && <NobodyLines {...props} />}
      {refused.n > 0 && <RefusedLines found={found} />}
      {ignored && <p className="quiet">{ignored}。</p>}
      {sure.n + doubtful.n + nobody.n > 0 && <Bar found={found} chosen={chosen} onDone={() => setChosen(nothingChosen)} />}
    </>
  )
}

function Found({ found }: { found: StatementView }) {
  if (found.state === 'reading') return <Working found={found} />
  if (found.state === 'failed') return <Failed found={found} />
  return <Ready found={found} />
}

/** 一份对账单: three groups and what can never be written down; nothing is written before it was confirmed. */
export function StatementPage() {
  const id = useAddress()['id']!
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const known = queries.getQueryData<StatementView>([readStatement.name, { statement: id }])
  const query = useCall(readStatement, { statement: id }, known?.state === 'reading' ? { every: 700 } : {})
  const working = query.data?.state === 'reading'
  useEffect(() => {
    // what was listed before it was looked at once more
    if (!working) void queries.invalidateQueries({ queryKey: [readLines.name] })
  }, [working, queries])
  const again = async () => {
    setAsking(true)
    try {
      queries.setQueryData([readStatement.name, { statement: id }], await call(rematchStatement, { statement: id }))
    } finally {
      setAsking(false)
    }
  }
  const trail = query.data ? [{ title: dues.dues, to: `/dues?organisation=${query.data.organisation.id}` }, { title: words.statements, to: listOf(query.data) }] : []
  return (
    <Page
      title={query.data?.file ?? words.statements} subtitle={query.data && `${query.data.organisation.name}　${words.states[query.data.state]}`} trail={trail}
      actions={query.data?.state === 'ready' && <>
        <Button title={words.rematchHelp} loading={asking} onClick={() => void again()}>{words.rematch}</Button>
        <Drop found={query.data} verb={words.remove} />
      </>}
    >
      <Waiting query={query}>{(found) => <Found found={found} />}</Waiting>
    </Page>
  )
}
