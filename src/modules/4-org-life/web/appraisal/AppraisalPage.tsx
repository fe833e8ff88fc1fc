import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useSeat } from '#access/web/seat.ts'
import { appraisal, beginAppraisal, type AppraisalView } from '#org-life/appraisal/contract.ts'
import { permissions } from '#org-life/contract.ts'
import { ways } from '#org-life/kinds.ts'
import { Corrections } from '#org-life/web/appraisal/Corrections.tsx'
import { Revise, Revisions } from '#org-life/web/appraisal/Revise.tsx'
import { Table } from '#org-life/web/appraisal/Table.tsx'
import { Vote, Writing, type Held } from '#org-life/web/appraisal/Writing.tsx'
import { words } from '#org-life/web/appraisal/words.ts'
import { NotOwn, useOwnYear, YearNav } from '#org-life/web/private/YearNav.tsx'
import { words as printWords } from '#org-life/web/print/words.ts'
import { words as life } from '#org-life/web/words.ts'
import '#org-life/web/org-life.css'

function Begin({ found: { organisation, year, expected } }: { found: AppraisalView }) {
  return (
    <Section title={words.begin}>
      <ActForm
        endpoint={beginAppraisal} submit={words.begin} fixed={{ organisation: organisation.id, year: String(year) }} initial={{ way: 'named' }}
        onDone={() => undefined} intro={<p>{words.beginHint(expected)}</p>}
        fields={[{ name: 'way', label: words.way, kind: 'choice', options: ways.map((value) => ({ value, label: words.ways[value] })) }]}
      />
    </Section>
  )
}

function Steps({ found, held }: { found: AppraisalView; held: Held }) {
  const isWriting = held.state === 'writing'
  return (
    <>
      {held.returnedReason && <Note kind="warn" title={words.returned}>{held.returnedReason}</Note>}
      {isWriting && <Section title={words.vote}><Vote found={found} held={held} /></Section>}
      {!isWriting && <Table key={held.version} found={found} held={held} />}
      <Corrections found={found} held={held} />
      <Writing found={found} held={held} />
      <Revisions held={held} />
    </>
  )
}

/** 民主评议 of the own branch in one year; in the League the superior approves it and the registration follows. */
export function AppraisalPage() {
  const { organisation, year, go } = useOwnYear()
  const { seat, may } = useSeat()
  const [revising, setRevising] = useState(false)
  const found = useCall(appraisal, { organisation: organisation ?? '', year: String(year) }, { enabled: organisation !== null })
  const title = words.title[found.data?.line === 'league' ? 'league' : 'party']
  if (organisation === null) return seat && may(permissions.keep) ? <Revise organisation={seat.organisation} year={year} go={go} /> : <NotOwn title={title} />
  const held = found.data?.appraisal
  return (
    <Page
      title={title} subtitle={words.hint} trail={[{ title: life.orgLife, to: '/org-life' }]}
      actions={<>
        <YearNav year={year} go={go} />
        {held?.may.includes('revise') && <Button onClick={() => setRevising(true)}>{words.revise}</Button>}
        <LinkButton to={`/org-life/appraisal/paper?year=${year}`}>{printWords.appraisal}</LinkButton>
      </>}
    >
      {revising && held && <Revise organisation={organisation} year={year} inside onDone={() => setRevising(false)} />}
      <Waiting query={found}>{(data) => (data.appraisal ? <Steps found={data} held={data.appraisal} /> : <Begin key={year} found={data} />)}</Waiting>
    </Page>
  )
}
