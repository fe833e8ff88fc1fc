import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useSeat } from '#access/web/seat.ts'
import { list as listPeople } from '#people/contract.ts'
import { expect, markRoll, permissions, type MeetingView, type RollRow } from '#org-life/contract.ts'
import { leaveReasons, marks, meetingKind, type LeaveReason, type Mark } from '#org-life/kinds.ts'
import { leaveWords, markNames, markWords } from '#org-life/words.ts'
import { words } from '#org-life/web/words.ts'

type Marking = (row: RollRow, mark: Mark, reason: LeaveReason | null) => void

function Reasons({ row, onMark, onClose }: { row: RollRow; onMark: Marking; onClose: () => void }) {
  return (
    <div className="roll-reasons" role="group" aria-label={words.whichReason(row.person.name)}>
      {leaveReasons.map((reason) => (
        <button key={reason} type="button" className="chip" aria-pressed={row.reason === reason} onClick={() => { onMark(row, 'leave', reason); onClose() }}>
          {leaveWords[reason]}
        </button>
      ))}
    </div>
  )
}

function Line({ row, onMark }: { row: RollRow; onMark: Marking | null }) {
  const [asking, setAsking] = useState(false)
  const { person, statusWords, entitled, mark, reason, reply, replyReason } = row
  const press = (next: Mark) => (next === 'leave' ? setAsking(!asking) : (setAsking(false), onMark!(row, next, null)))
  return (
    <li className="roll-line">
      <span className="roll-name">
        <strong>{person.name}</strong> <span className="quiet">{statusWords}{!entitled && `，${words.noVote}`}</span>
        {mark === null && reply && <Tag kind={reply === 'leave' ? 'warn' : 'good'}>{words.replied[reply]}{replyReason && `（${leaveWords[replyReason]}）`}</Tag>}
      </span>
      {onMark && (
        <span className="roll-marks" role="group" aria-label={person.name}>
          {marks.map((one) => (
            <button key={one} type="button" className={`mark mark-${one}`} aria-pressed={mark === one} onClick={() => press(one)}>
              {one === 'leave' && mark === 'leave' && reason ? leaveWords[reason] : markNames[one]}
            </button>
          ))}
        </span>
      )}
      {!onMark && mark && <span className={mark === 'present' ? 'quiet' : undefined}>{markWords(mark, reason)}</span>}
      {asking && <Reasons row={row} onMark={onMark!} onClose={() => setAsking(false)} />}
    </li>
  )
}

/** How many are there, and whether they are enough; said aloud as it changes. */
function Counts({ meeting: { counted, quorum, state } }: { meeting: MeetingView }) {
  if (state === 'planned' || state === 'noticed') return null
  const away = words.awayCounts(counted.leave, counted.absent)
  return (
    <div className="quorum" role="status">
      <strong>{words.counted(counted.expected, counted.present)}</strong>{away && <span>{away}</span>}
      {quorum && (
        <span className="row">
          <Tag kind={quorum.met ? 'good' : 'bad'}>{quorum.met ? words.quorumMet : words.quorumMissing}</Tag>
          {words.quorum(counted.presentEntitled, counted.entitled, quorum.needed)}
        </span>
      )}
    </div>
  )
}

/** Who belongs to the group: ticked once, taken over by the next meeting. */
function GroupForm({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const members = useCall(listPeople, { organisation: meeting.organisation.id, below: false, limit: 200 })
  const [touched, setTouched] = useState<Set<string> | null>(null)
  const act = useAct(expect)
  const counted = (members.data?.rows ?? []).filter(({ status }) => ['full', 'probationary', 'member', 'retained'].includes(status))
  // nobody chosen yet: all who are in no other group, so that only exceptions are taken out
  const first = meeting.roll.length > 0 ? meeting.roll.map(({ person }) => person.id) : counted.map(({ id }) => id).filter((id) => !meeting.elsewhere.includes(id))
  const chosen = touched ?? new Set(first)
  const setChosen = (next: Set<string>) => setTouched(next)
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <>
      <div className="row">
        <Button onClick={() => setChosen(new Set(counted.map(({ id }) => id)))}>{words.chooseAll}</Button>
        <Button onClick={() => setChosen(new Set())}>{words.chooseNone}</Button>
      </div>
      <div className="choice group-members">
        {counted.map(({ id, name, statusWords }) => (
          <label key={id}><input type="checkbox" checked={chosen.has(id)} onChange={(event) => toggle(id, event.target.checked)} />{name} <span className="quiet">{statusWords}</span></label>
        ))}
      </div>
      <ErrorNote error={act.error} />
      <div className="form-foot">
        <Button type="primary" disabled={chosen.size === 0} loading={act.isPending} onClick={() => act.mutate({ id: meeting.id, persons: [...chosen] }, { onSuccess: onClose })}>{words.save}</Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </>
  )
}

/** The roll: everyone is there unless marked otherwise; each tap is kept at once and merges with the other device's. */
export function Roll({ meeting }: { meeting: MeetingView }) {
  const { may } = useSeat()
  // a record that is done is read for its exceptions
  const [onlyAway, setOnlyAway] = useState(['closed', 'signed', 'locked'].includes(meeting.state) && meeting.roll.length > 8)
  const [choosing, setChoosing] = useState(false)
  const act = useAct(markRoll)
  // whoever is told that another device marked somebody is shown it too
  const queries = useQueryClient()
  const { id, roll, state, quorum, kinds } = meeting
  const keeps = may(permissions.keep)
  const canChoose = keeps && meetingKind(kinds[0]!).attending === 'group' && ['planned', 'noticed', 'open'].includes(state)
  const onMark: Marking | null = keeps && state === 'open'
    ? (row, mark, reason) => act.mutate({ act: newId(), id, marks: [{ person: row.person.id, version: row.version, mark, reason }] }, { onError: () => void queries.invalidateQueries() })
    : null
  const shown = onlyAway ? roll.filter(({ mark }) => mark === 'leave' || mark === 'absent') : roll
  const held = state !== 'planned' && state !== 'noticed'
  return (
    <Section
      title={held ? words.roll : words.rollPlanned}
      actions={<>
        {canChoose && <Button onClick={() => setChoosing(true)}>{words.chooseGroup}</Button>}
        {held && roll.length > 8 && <Button type="text" aria-pressed={onlyAway} onClick={() => setOnlyAway(!onlyAway)}>{onlyAway ? words.everyone : words.onlyAway}</Button>}
        {quorum && <Why about={words.roll} reason={quorum.why} />}
      </>}
    >
      <Counts meeting={meeting} />
      {onMark && <p className="quiet roll-hint">{words.rollHint}</p>}
      <ErrorNote error={act.error} />
      {roll.length === 0
        ? <Empty title={words.groupMissing} hint={words.groupMissingHint} action={canChoose && <Button type="primary" onClick={() => setChoosing(true)}>{words.chooseGroup}</Button>} />
        : <ul className="roll">{shown.map((row) => <Line key={row.person.id} row={row} onMark={onMark} />)}</ul>}
      <FormDialog open={choosing} title={words.chooseGroup} onClose={() => setChoosing(false)}><GroupForm meeting={meeting} onClose={() => setChoosing(false)} /></FormDialog>
    </Section>
  )
}
