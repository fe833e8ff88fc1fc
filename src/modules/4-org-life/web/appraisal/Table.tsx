import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { useAct } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { appraise, type AppraisalView, type AppraisedView } from '#org-life/appraisal/contract.ts'
import { votesOn } from '#org-life/appraisal/rules/grading.ts'
import { gradeWords, registrationWords } from '#org-life/appraisal/words.ts'
import { grades, type Grade } from '#org-life/kinds.ts'
import { Finish } from '#org-life/web/appraisal/Finish.tsx'
import { Vote, type Held } from '#org-life/web/appraisal/Writing.tsx'
import { words } from '#org-life/web/appraisal/words.ts'

const number = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : 0)

/** 合格 is what the others leave: the four always add up to the ballots. */
const balanced = (row: AppraisedView, ballots: number): AppraisedView => ({ ...row, qualified: Math.max(0, ballots - row.excellent - row.basic - row.unqualified) })

/** Until somebody says otherwise all ballots are 合格, and so is the grade: only what differs is typed. */
const startOf = (row: AppraisedView, ballots: number): AppraisedView =>
  (votesOn(row) > 0 ? row : { ...row, qualified: ballots, grade: row.graded ? row.grade ?? 'qualified' : null })

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

/** The summary of the ballots: what differs from 合格 is typed, the grades proposed, the ceiling in sight. */
export function Table({ found, held }: { found: AppraisalView; held: Held }) {
  const open = held.may.includes('grade')
  const [rows, setRows] = useState(() => held.rows.map((row) => (open ? startOf(row, held.ballots) : row)))
  const [again, setAgain] = useState(false)
  const act = useAct(appraise)
  const set = (row: AppraisedView, change: Partial<AppraisedView>) => setRows(rows.map((one) => (one.person.id === row.person.id ? balanced({ ...one, ...change }, held.ballots) : one)))
  const excellent = rows.filter(({ grade }) => grade === 'excellent').length
  const sent = rows.map(({ person, excellent: a, qualified, basic, unqualified, grade, remark }) => ({ person: person.id, excellent: a, qualified, basic, unqualified, grade, remark }))
  const save = () => act.mutateAsync({ act: newId(), organisation: found.organisation.id, year: String(found.year), rows: sent })
  return (
    <Section
      title={words.table} note={words.tableNote(held.ballots)} flush
      actions={<>
        {open && <Button onClick={() => setAgain(true)}>{words.voteAgain}</Button>}
        {open && <Button loading={act.isPending} onClick={() => void save().catch(() => undefined)}>{words.saveTable}</Button>}
        <Finish found={found} held={held} save={save} />
      </>}
    >
      <div className="section-body">
        <span className="row">
          <Tag kind={held.finishedOn ? 'good' : 'plain'}>{held.finishedOn ? words.finished(held.finishedOn) : held.stateWords}</Tag>
          {held.registeredOn && <Tag kind="good">{words.registered(held.registeredOn)}</Tag>}
          {[held.decidedWords, held.approvalWords].filter(Boolean).join('；')}
        </span>
        {found.ceiling && (
          <span className="row">
            <Tag kind={excellent > found.ceiling.most ? 'bad' : 'plain'}>{words.ceiling(found.ceiling.most)}</Tag>{words.excellentNow(excellent)}
            <Why about={words.table} reason={found.ceiling.why} />
          </span>
        )}
        <ErrorNote error={act.error} />
      </div>
      <DataTable caption={words.table} rows={rows} rowKey={({ person }) => person.id} columns={columnsOf(open ? set : null, found.line === 'league')} />
      <FormDialog open={again} title={words.voteAgain} onClose={() => setAgain(false)}><Vote found={found} held={held} onDone={() => setAgain(false)} /></FormDialog>
    </Section>
  )
}
