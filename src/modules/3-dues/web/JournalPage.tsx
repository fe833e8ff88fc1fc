import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { readJournal, type JournalView } from '#dues/contract/journal.ts'
import { DrawForm, ReconcileForm, type Proposal } from '#dues/web/JournalForms.tsx'
import { Accounts, Reconciliations, Vouchers } from '#dues/web/JournalTables.tsx'
import { Drawn, Handing, Remittances } from '#dues/web/JournalWaiting.tsx'
import { words } from '#dues/web/money-words.ts'
import { YearSwitch, yearIn } from '#dues/web/YearSwitch.tsx'
import { yuan } from '#dues/words.ts'
import '#dues/web/dues.css'

function InHand({ found: { cash, bank, central } }: { found: JournalView }) {
  const said: [string, number, string][] = [
    [words.bank, bank, ''], [words.cash, cash, ''], ...(central === 0 ? [] : [[words.central, central, words.centralHint] as [string, number, string]]),
  ]
  return (
    <Section>
      <dl className="dues-totals">
        {said.map(([term, fen, more]) => <div key={term}><dt>{term}</dt><dd>{yuan(fen)}<small>{more}</small></dd></div>)}
      </dl>
    </Section>
  )
}

/** Without both posts nothing can be booked: said plainly. */
function KeepersMissing({ keepers }: Pick<JournalView, 'keepers'>) {
  const missing = (['accountant', 'cashier'] as const).filter((one) => !keepers[one]).map((one) => words[one])
  return missing.length === 0 ? null : <Note kind="warn">{words.keepersMissing(missing.join('、'))}</Note>
}

function Found({ found }: { found: JournalView }) {
  const [drawing, setDrawing] = useState<Proposal | null>(null)
  const [reconciling, setReconciling] = useState(false)
  const may = found.side !== null
  const close = () => setDrawing(null)
  return (
    <>
      <KeepersMissing keepers={found.keepers} />
      <InHand found={found} />
      <Drawn rows={found.drawn} mayAct={may} />
      <Handing found={found} onDraw={may ? setDrawing : undefined} />
      <Remittances found={found} onDraw={may ? setDrawing : undefined} />
      <Vouchers found={found} onDraw={may ? () => setDrawing({}) : undefined} />
      <Accounts rows={found.accounts} />
      <Reconciliations rows={found.reconciliations} onAdd={found.side === 'accountant' ? () => setReconciling(true) : undefined} />
      <FormDialog open={drawing !== null} title={words.drawTitle} onClose={close}>
        {drawing && <DrawForm found={found} proposal={drawing} onDone={close} />}
      </FormDialog>
      <FormDialog open={reconciling} title={words.reconcileTitle} onClose={() => setReconciling(false)}>
        <ReconcileForm found={found} onDone={() => setReconciling(false)} />
      </FormDialog>
    </>
  )
}

/** The journal of a committee that holds an account. */
export function JournalPage() {
  const [filters, change] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const year = yearIn(filters['year'])
  const query = useCall(readJournal, { organisation, year: String(year) }, { enabled: organisation !== '' })
  const found = query.data
  return (
    <Page
      title={found ? `${found.lineWords}${words.journal} ${found.organisation.name}` : words.journal} subtitle={words.journalHint}
      actions={<>
        <YearSwitch year={year} onChange={(next) => change({ year: String(next) })} />
        <LinkButton to={`/dues/report?organisation=${organisation}&year=${year}`}>{words.report}</LinkButton>
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      {organisation === '' || query.error ? <Section flush><Empty title={words.noJournal} hint={words.noJournalHint} /></Section>
        : <Waiting query={query}>{(one) => <Found key={`${organisation}${year}`} found={one} />}</Waiting>}
    </Page>
  )
}
