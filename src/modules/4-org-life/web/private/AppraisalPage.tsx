import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { CallError } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Warnings } from '#base/web/kit/Warnings.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { appraisal, appraise, beginAppraisal, finishAppraisal, registerMembers, type AppraisalView, type AppraisedView } from '#org-life/contract/private.ts'
import { grades, type Grade } from '#org-life/kinds.ts'
import { words as printWords } from '#org-life/web/print/words.ts'
import { NotOwn, useOwnYear, YearNav } from '#org-life/web/private/YearNav.tsx'
import { words } from '#org-life/web/private/words.ts'
import { words as life } from '#org-life/web/words.ts'
import { gradeWords, registrationWords } from '#org-life/words/private.ts'
import { today } from '#base/web/today.ts'
import '#org-life/web/org-life.css'

type Held = NonNullable<AppraisalView['appraisal']>

function Begin({ found }: { found: AppraisalView }) {
  const { organisation, year, expected, quorum } = found
  return (
    <Section title={words.begin}>
      <ActForm
        endpoint={beginAppraisal} submit={words.begin} fixed={{ organisation: organisation.id, year: String(year) }} initial={{ on: today(), ballots: expected }} onDone={() => undefined}
        intro={<p>{words.beginHint(expected)}{quorum && <>{words.quorumHint(quorum.needed)}<Why about={words.ballots} reason={quorum.why} /></>}</p>}
        fields={[{ name: 'on', label: words.heldOn, kind: 'day' }, { name: 'ballots', label: words.ballots, kind: 'whole', help: words.ballotsHelp }]}
      />
    </Section>
  )
}

const number = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : 0)

/** 合格 is what the others leave: the four always add up to the ballots. */
const balanced = (row: AppraisedView, ballots: number): AppraisedView => ({ ...row, qualified: Math.max(0, ballots - row.excellent - row.basic - row.unqualified) })

/** Until somebody says otherwise all ballots are 合格, and so is the grade: only what differs is typed. */
const startOf = (row: AppraisedView, ballots: number): AppraisedView =>
  (row.excellent + row.qualified + row.basic + row.unqualified > 0 ? row : { ...row, qualified: ballots, grade: row.graded ? row.grade ?? 'qualified' : null })

const gradeOptions = grades.map((value) => ({ value, label: gradeWords[value] }))

function columnsOf(set: ((row: AppraisedView, change: Partial<AppraisedView>) => void) | null, league: boolean): Column<AppraisedView>[] {
  const votes = (grade: Grade): Column<AppraisedView> => ({
    key: grade, title: gradeWords[grade], align: 'right', nowrap: true, render: (row) => (set && grade !== 'qualified'
      ? <Input className="vote" inputMode="numeric" aria-label={`${row.person.name}：${gradeWords[grade]}`} value={String(row[grade])} onChange={(event) => set(row, { [grade]: number(event.target.value) })} />
      : row[grade]),
  })
  return [
    { key: 'name', title: words.name, lead: true, render: ({ person, statusWords }) => <>{person.name} <span className="quiet">{statusWords}</span></> },
    ...grades.map(votes),
    {
      key: 'grade', title: words.grade, nowrap: true, render: (row) => {
        if (!row.graded) return <span className="quiet">{words.ungraded}</span>
        if (!set) return row.grade && gradeWords[row.grade]
        return <Select aria-label={`${row.person.name}：${words.grade}`} value={row.grade} options={gradeOptions} style={{ width: '7rem' }} onChange={(grade: Grade) => set(row, { grade })} />
      },
    },
    ...(league && !set ? [{ key: 'registration', title: words.register, nowrap: true, render: ({ registration }: AppraisedView) => registration && registrationWords[registration] }] : []),
  ]
}

function Finish({ found, held, save }: { found: AppraisalView; held: Held; save: () => Promise<unknown> }) {
  const [asked, setAsked] = useState<'finish' | 'register' | null>(null)
  const [warnings, setWarnings] = useState<string[] | null>(null)
  const [seen, setSeen] = useState(false)
  const finish = useAct(finishAppraisal)
  const register = useAct(registerMembers)
  const of = { organisation: found.organisation.id, year: String(found.year) }
  const end = () => { setAsked(null); setWarnings(null); setSeen(false) }
  const confirm = async () => {
    try {
      await save()
      await finish.mutateAsync({ ...of, ...(seen && { act: newId(), confirmed: true }) })
    } catch (error) {
      if (error instanceof CallError && error.problem.code.endsWith('.warned')) setWarnings(String(error.problem.facts?.['warnings'] ?? '').split('\n'))
      throw error
    }
  }
  return (
    <>
      {!held.finishedOn && <Button type="primary" onClick={() => setAsked('finish')}>{words.finish}</Button>}
      {held.finishedOn && found.line === 'league' && !held.registeredOn && <Button type="primary" onClick={() => setAsked('register')}>{words.register}</Button>}
      <Confirm open={asked === 'finish'} title={words.finish} verb={words.finish} onClose={end} onConfirm={confirm}>
        <p>{words.finishText}</p>
        {warnings && <Warnings lines={warnings} seen={seen} setSeen={setSeen} />}
      </Confirm>
      <Confirm open={asked === 'register'} title={words.register} verb={words.register} onClose={end} onConfirm={() => register.mutateAsync(of)}>{words.registerText}</Confirm>
    </>
  )
}

/** The summary of the ballots: what differs from 合格 is typed, the grades proposed, the ceiling in sight. */
function Table({ found, held }: { found: AppraisalView; held: Held }) {
  const [rows, setRows] = useState(() => held.rows.map((row) => (held.finishedOn ? row : startOf(row, held.ballots))))
  const act = useAct(appraise)
  const set = (row: AppraisedView, change: Partial<AppraisedView>) => setRows(rows.map((one) => (one.person.id === row.person.id ? balanced({ ...one, ...change }, held.ballots) : one)))
  const excellent = rows.filter(({ grade }) => grade === 'excellent').length
  const over = found.ceiling !== null && excellent > found.ceiling.most
  const sent = rows.map(({ person, excellent: a, qualified, basic, unqualified, grade, remark }) => ({ person: person.id, excellent: a, qualified, basic, unqualified, grade, remark }))
  const save = () => act.mutateAsync({ act: newId(), organisation: found.organisation.id, year: String(found.year), rows: sent })
  return (
    <Section
      title={words.table} note={words.tableNote(held.ballots)} flush
      actions={<>
        {held.finishedOn ? <Tag kind="good">{words.finished(held.finishedOn)}</Tag> : <Button loading={act.isPending} onClick={() => void save().catch(() => undefined)}>{words.saveTable}</Button>}
        {held.registeredOn && <Tag kind="good">{words.registered(held.registeredOn)}</Tag>}
        <Finish found={found} held={held} save={save} />
      </>}
    >
      <div className="section-body">
        <span className="row">
          {found.ceiling && <><Tag kind={over ? 'bad' : 'plain'}>{words.ceiling(found.ceiling.most)}</Tag>{words.excellentNow(excellent)}<Why about={words.table} reason={found.ceiling.why} /></>}
        </span>
        <ErrorNote error={act.error} />
      </div>
      <DataTable caption={words.table} rows={rows} rowKey={({ person }) => person.id} columns={columnsOf(held.finishedOn ? null : set, found.line === 'league')} />
    </Section>
  )
}

/** 民主评议 of the own branch in one year; in the League the registration follows from it. */
export function AppraisalPage() {
  const { organisation, year, go } = useOwnYear()
  const found = useCall(appraisal, { organisation: organisation ?? '', year: String(year) }, { enabled: organisation !== null })
  const title = words.appraisal[found.data?.line === 'league' ? 'league' : 'party']
  if (organisation === null) return <NotOwn title={title} />
  return (
    <Page
      title={title} subtitle={words.appraisalHint} trail={[{ title: life.orgLife, to: '/org-life' }]}
      actions={<><YearNav year={year} go={go} /><LinkButton to={`/org-life/appraisal/paper?year=${year}`}>{printWords.appraisal}</LinkButton></>}
    >
      <Waiting query={found}>
        {(data) => (data.appraisal ? <Table key={data.appraisal.version + String(data.appraisal.rows.length)} found={data} held={data.appraisal} /> : <Begin key={year} found={data} />)}
      </Waiting>
    </Page>
  )
}
