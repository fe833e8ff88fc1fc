import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { useSeat } from '#access/web/seat.ts'
import { addMatter, changeMatter, countVote, openVote, permissions, removeMatter, type MatterView, type MeetingView } from '#org-life/contract.ts'
import { matterKindCodes, matterKinds, type MatterKind, type MeetingKindCode } from '#org-life/kinds.ts'
import { voteRules } from '#org-life/rules/votes.ts'
import { words } from '#org-life/web/words.ts'

/** What is not decided at such a meeting is not offered. */
const offered = (kinds: readonly MeetingKindCode[]) =>
  matterKindCodes.filter((kind) => matterKinds[kind].votes === null || voteRules(kinds, kind) !== null).map((value) => ({ value, label: matterKinds[value].words }))

const usual = (kinds: readonly MeetingKindCode[]): MatterKind =>
  (kinds.some((kind) => kind.endsWith('lesson')) ? 'lesson' : kinds.some((kind) => kind.endsWith('oath')) ? 'oath' : 'study')

const title: FieldSpec = { name: 'title', label: words.matterTitle, kind: 'line', maxLength: 200 }
const record: FieldSpec = { name: 'record', label: words.record, kind: 'text', optional: true, maxLength: 8000, help: words.recordHelp }

function NewMatter({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const fields: FieldSpec[] = [{ name: 'kind', label: words.matterKind, kind: 'choice', options: offered(meeting.kinds) }, title, record]
  return (
    <ActForm
      endpoint={addMatter} submit={words.save} fixed={{ id: meeting.id }} initial={{ kind: usual(meeting.kinds), title: meeting.matters.length === 0 ? meeting.topic : '' }}
      fields={fields} draftKey={`org-life-matter-${meeting.id}`} onDone={onClose} onCancel={onClose}
    />
  )
}

const number = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : 0)

/** Everyone in favour unless said otherwise; the three always add up. */
function Counting({ meeting, matter }: { meeting: string; matter: MatterView }) {
  const wanted = (matter.present ?? 0) + matter.written
  const [against, setAgainst] = useState(0)
  const [abstain, setAbstain] = useState(0)
  const act = useAct(countVote)
  const yes = Math.max(0, wanted - against - abstain)
  const field = (label: string, value: number, set: (n: number) => void) => (
    <label className="ballot">{label}<Input inputMode="numeric" value={String(value)} onChange={(event) => set(Math.min(number(event.target.value), wanted))} /></label>
  )
  return (
    <div className="counting">
      <p>{words.voting(matter.base ?? 0, matter.present ?? 0, matter.needed ?? 0)}</p>
      <div className="row">
        <span className="ballot">{words.for}<strong>{yes}</strong></span>
        {field(words.against, against, setAgainst)}
        {field(words.abstain, abstain, setAbstain)}
        <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ id: meeting, matter: matter.id, for: yes, against, abstain })}>{words.countVote}</Button>
      </div>
      <ErrorNote error={act.error} />
    </div>
  )
}

function Result({ matter: { votes, passed, base, present, needed } }: { matter: MatterView }) {
  if (!votes) return null
  return (
    <p className="row">
      <Tag kind={passed ? 'good' : 'bad'}>{passed ? words.passed : words.notPassed}</Tag>
      {words.votes(votes.for, votes.against, votes.abstain)}
      <span className="quiet">{words.voting(base ?? 0, present ?? 0, needed ?? 0)}</span>
    </p>
  )
}

function One({ meeting, matter, no }: { meeting: MeetingView; matter: MatterView; no: number }) {
  const { may } = useSeat()
  const [asked, setAsked] = useState<'write' | 'remove' | null>(null)
  const [written, setWritten] = useState(0)
  const voting = useAct(openVote)
  const removing = useAct(removeMatter)
  const keeps = may(permissions.keep) && ['planned', 'noticed', 'open'].includes(meeting.state)
  const close = () => setAsked(null)
  const initial = { title: matter.title, record: matter.record }
  return (
    <li className="matter">
      <h3><Tag>{matter.kindWords}</Tag> {no + 1}. {matter.title}{matter.why && <Why about={matter.title} reason={matter.why} />}</h3>
      {asked === 'write'
        ? <ActForm endpoint={changeMatter} submit={words.save} fixed={{ id: meeting.id, matter: matter.id }} seen={matter.version} initial={initial} fields={[title, record]} draftKey={`org-life-record-${matter.id}`} onDone={close} onCancel={close} />
        : matter.record && <p className="matter-record">{matter.record}</p>}
      <Result matter={matter} />
      {keeps && matter.vote === 'open' && <Counting meeting={meeting.id} matter={matter} />}
      <ErrorNote error={voting.error} />
      {keeps && asked === null && (
        <div className="row">
          <Button onClick={() => setAsked('write')}>{words.writeRecord}</Button>
          {matter.votable && meeting.state === 'open' && matter.takesWritten && (
            <label className="ballot">{words.written}<Input inputMode="numeric" value={String(written)} onChange={(event) => setWritten(number(event.target.value))} /></label>
          )}
          {matter.votable && meeting.state === 'open' && <Button loading={voting.isPending} onClick={() => voting.mutate({ id: meeting.id, matter: matter.id, written })}>{words.vote}</Button>}
          {matter.vote !== 'counted' && <Button type="text" onClick={() => setAsked('remove')}>{words.remove}</Button>}
        </div>
      )}
      <Confirm open={asked === 'remove'} title={`${words.remove}：${matter.title}`} verb={words.remove} danger onClose={close} onConfirm={() => removing.mutateAsync({ id: meeting.id, matter: matter.id })}>
        {words.removeText}
      </Confirm>
    </li>
  )
}

/** What is dealt with, in order: title, paragraph, vote. */
export function Matters({ meeting }: { meeting: MeetingView }) {
  const { may } = useSeat()
  const [adding, setAdding] = useState(false)
  const keeps = may(permissions.keep) && ['planned', 'noticed', 'open'].includes(meeting.state)
  const none = meeting.matters.length === 0
  const add = keeps && !adding && <Button type={none && meeting.state === 'open' ? 'primary' : 'default'} onClick={() => setAdding(true)}>{words.addMatter}</Button>
  return (
    <Section title={words.matters} actions={!none && add}>
      {none && !adding && <Empty title={words.noMatters} hint={words.noMattersHint} action={add} />}
      <ol className="matters">{meeting.matters.map((matter, no) => <One key={matter.id} meeting={meeting} matter={matter} no={no} />)}</ol>
      {adding && <NewMatter meeting={meeting} onClose={() => setAdding(false)} />}
    </Section>
  )
}
