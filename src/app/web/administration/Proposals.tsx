import { Button } from 'antd'
import { useState } from 'react'
import { answer, answerProfile, withdraw, type AdministrationView, type ProposalView } from '#app/administration/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { words } from './words.ts'

type Doing = 'agree' | 'decline' | 'withdraw'
const titles: Record<Doing, string> = { agree: words.agreeTitle, decline: words.declineTitle, withdraw: words.withdrawTitle }

function Proposal({ row, ask }: { row: ProposalView; ask?: (doing: Doing) => void }) {
  return (
    <li className="work">
      <div className="grow">
        <div className="work-title">
          {row.words} {row.outcome && <Tag kind={row.outcome === 'confirmed' ? 'good' : 'plain'}>{words.outcome[row.outcome]}</Tag>}
        </div>
        <div className="quiet">
          {words.by(row.by, momentOf(row.at))}，{words.reason}：{row.reason}
          {row.outcome === null && <>，{words.until(momentOf(row.expires))}</>}
          {row.answeredBy && row.outcome !== 'alone' && <>　{row.answeredBy}</>}
        </div>
      </div>
      {ask && (
        <div className="row">
          {row.mine && <Button type="primary" onClick={() => ask('agree')}>{words.agree}<span className="unseen">：{row.words}</span></Button>}
          {row.mine && <Button onClick={() => ask('decline')}>{words.decline}<span className="unseen">：{row.words}</span></Button>}
          {row.own && <Button onClick={() => ask('withdraw')}>{words.withdraw}<span className="unseen">：{row.words}</span></Button>}
        </div>
      )}
    </li>
  )
}

/** What waits for a second person, and what came of what waited before. */
export function Proposals({ view }: { view: AdministrationView }) {
  const [asked, setAsked] = useState<{ row: ProposalView; doing: Doing } | null>(null)
  const [agree, agreeProfile, back] = [useAct(answer), useAct(answerProfile), useAct(withdraw)]
  const perform = () => {
    const { row, doing } = asked!
    if (doing === 'withdraw') return back.mutateAsync({ id: row.id })
    return (row.kind === 'lower' ? agreeProfile : agree).mutateAsync({ id: row.id, agree: doing === 'agree' })
  }
  return (
    <Section title={words.waiting} flush>
      {view.open.length === 0 && <p className="section-line quiet">{words.nothingWaits}</p>}
      <ul>{view.open.map((row) => <Proposal key={row.id} row={row} ask={(doing) => setAsked({ row, doing })} />)}</ul>
      {view.past.length > 0 && (
        <details className="past">
          <summary>{words.past}</summary>
          <ul>{view.past.map((row) => <Proposal key={row.id} row={row} />)}</ul>
        </details>
      )}
      <Confirm
        open={asked !== null} title={asked ? titles[asked.doing] : ''} verb={asked ? words[asked.doing] : ''} danger={asked?.doing === 'decline'}
        onClose={() => setAsked(null)} onConfirm={perform}
      >
        <p>{asked?.row.words}</p>
        {asked?.doing === 'agree' && <p className="quiet">{words.agreeHint}</p>}
      </Confirm>
    </Section>
  )
}
