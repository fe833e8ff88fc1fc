import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { call, CallError } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { useDraft } from '#base/web/draft.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { ProgressBar } from '#base/web/kit/ProgressBar.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import type { OutputOf } from '#base/contract.ts'
import { dissolve, permissions as organisationPermissions, tree } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { PickPanel } from '#organisations/web/parts/PickPanel.tsx'
import { graduation, move, send, type Leaver } from '#people/contract/transfers.ts'
import { useChosen } from '#people/web/picked.tsx'
import { today } from '#base/web/today.ts'
import { PasteDialog } from '#people/web/transfers/PasteDialog.tsx'
import { isGraduating } from '#people/web/transfers/graduating.ts'
import { isReady, type Plan, type Plans } from '#people/web/transfers/plan.ts'
import { PlanFields } from '#people/web/transfers/PlanFields.tsx'
import { Due, StateTag } from '#people/web/transfers/Transfers.tsx'
import type { TransferLine } from '#people/web/transfers/DestinationPicker.tsx'
import { words } from '#people/web/transfers/words.ts'
import '#people/web/transfers/transfers.css'

type Class = OutputOf<typeof graduation>

const blank = (): Plan => ({ act: newId(), way: '' })

/** One act per person; its id stays with the plan, so that a second try does not send anybody twice. */
async function carryOut(row: Leaver, plan: Plan): Promise<void> {
  const given = { act: plan.act, id: row.id, on: today(), remark: plan.remark?.trim() || null }
  if (plan.way === 'kept') await call(move, { ...given, to: plan.to!.id, reason: 'kept' })
  else if (plan.way === 'inside') await call(send, { ...given, to: plan.to!.id, reason: 'graduation' })
  else await call(send, { ...given, outside: plan.outside!.trim(), reason: 'graduation' })
}

/** The plans of a class, on this device until each is carried out. */
function usePlans(organisation: string) {
  const draft = useDraft(`people.graduation.${organisation}`, {})
  const plans = draft.values as Plans
  const set = (ids: string[], change: Partial<Plan>) => {
    // another destination is another act
    for (const id of ids) draft.set(id, { ...(plans[id] ?? blank()), ...change, act: newId() })
  }
  const use = (pasted: Plans) => { for (const [id, plan] of Object.entries(pasted)) draft.set(id, plan) }
  const done = (id: string) => draft.set(id, undefined)
  return { plans, set, use, done }
}

interface Run {
  done: number
  of: number
  failed: Record<string, string>
  busy: boolean
}

/** Carries the plans out one after another; what fails says why and may be tried again. */
function useRun(forget: (id: string) => void) {
  const [run, setRun] = useState<Run>({ done: 0, of: 0, failed: {}, busy: false })
  const queries = useQueryClient()
  const start = async (todo: { row: Leaver; plan: Plan }[]) => {
    const failed: Record<string, string> = {}
    let done = 0
    setRun({ done, of: todo.length, failed, busy: true })
    for (const { row, plan } of todo) {
      try {
        await carryOut(row, plan)
        forget(row.id)
        done++
      } catch (error) {
        failed[row.id] = error instanceof CallError ? error.message : String(error)
      }
      setRun({ done, of: todo.length, failed: { ...failed }, busy: true })
    }
    await queries.invalidateQueries()
    setRun({ done, of: todo.length, failed, busy: false })
  }
  return { run, start }
}

function columnsFor(line: TransferLine, plans: Plans, set: (ids: string[], change: Partial<Plan>) => void, failed: Record<string, string>): Column<Leaver>[] {
  return [
    {
      key: 'name', title: words.name, lead: true, nowrap: true,
      render: (row) => (
        <span className="roster-name">
          <Link to={`/people/${row.person.id}`}>{row.person.name}</Link>
          {row.lost && <Tag kind="bad">{words.lost}</Tag>}{row.suspended && <Tag kind="bad">{words.suspended}</Tag>}
        </span>
      ),
    },
    { key: 'born', title: words.born, nowrap: true, render: (row) => row.person.born },
    { key: 'status', title: words.status, nowrap: true, render: (row) => [row.statusWords, ...row.posts].join('、') },
    {
      key: 'where', title: words.gradWay, wide: true,
      render: (row) => row.pending ? (
        <span className="due"><Link to={`/transfers/${row.pending.id}`}>{row.pending.to.name}</Link><StateTag transfer={row.pending} /><Due transfer={row.pending} /></span>
      ) : (
        <>
          <PlanFields line={line} plan={plans[row.id] ?? { act: '', way: '' }} of={row.person.name} set={(change) => set([row.id], change)} />
          {failed[row.id] && <div className="grad-error" role="alert">{failed[row.id]}</div>}
        </>
      ),
    },
  ]
}

function Bulk({ line, count, open, onSet, onClose }: { line: TransferLine; count: number; open: boolean; onSet: (plan: Plan) => void; onClose: () => void }) {
  const [plan, setPlan] = useState<Plan>({ act: '', way: 'inside' })
  return (
    <FormDialog open={open} title={words.gradBulkTitle} onClose={onClose}>
      <div className="form">
        <PlanFields line={line} plan={plan} of={words.gradBulk(count)} set={(change) => setPlan({ ...plan, ...change })} />
        <div className="form-foot">
          <Button type="primary" disabled={!isReady(plan)} onClick={() => { onSet(plan); onClose() }}>{words.gradSet}</Button>
        </div>
      </div>
    </FormDialog>
  )
}

function Members({ data }: { data: Class }) {
  const line = data.organisation.line as TransferLine
  const { plans, set, use, done } = usePlans(data.organisation.id)
  const { run, start } = useRun(done)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<'bulk' | 'paste' | null>(null)
  const free = data.rows.filter((row) => !row.pending)
  const ticked = free.filter((row) => chosen.has(row.id)).map((row) => row.id)
  const todo = free.flatMap((row) => (isReady(plans[row.id]) ? [{ row, plan: plans[row.id]! }] : []))
  const failures = Object.keys(run.failed).length
  const actions = (
    <>
      <Button size="small" disabled={ticked.length === 0} onClick={() => setOpen('bulk')}>{words.gradBulk(ticked.length)}</Button>
      <Button size="small" onClick={() => setOpen('paste')}>{words.gradPaste}</Button>
    </>
  )
  return (
    <Section title={words.gradMembers} actions={actions} flush>
      <DataTable
        caption={words.gradMembers} rows={data.rows} rowKey={(row) => row.id} nameOf={(row) => row.person.name}
        columns={columnsFor(line, plans, set, run.failed)} ticks={{ chosen, onChange: setChosen }}
      />
      {(free.length > 0 || run.of > 0) && <div className="grad-foot no-print">
        <Button type="primary" disabled={todo.length === 0} loading={run.busy} onClick={() => void start(todo)}>{words.gradRun(todo.length)}</Button>
        {run.busy && <ProgressBar words={words.gradRunning} done={run.done + failures} total={run.of} />}
        {!run.busy && run.of > 0 && <span role="status">{words.gradDone(run.done)}　{failures > 0 && words.gradFailed(failures)}</span>}
      </div>}
      {data.more && <Note>{words.gradMore}</Note>}
      <Bulk line={line} count={ticked.length} open={open === 'bulk'} onSet={(plan) => set(ticked, plan)} onClose={() => setOpen(null)} />
      <PasteDialog line={line} rows={data.rows} open={open === 'paste'} onUse={use} onClose={() => setOpen(null)} />
    </Section>
  )
}

/** How many still have no place, are waited for, are gone; nobody left: the branch may be dissolved. */
function Progress({ data }: { data: Class }) {
  const { may } = useSeat()
  const [open, setOpen] = useState(false)
  const { organisation, rows, gone } = data
  const waiting = rows.filter((row) => row.pending).length
  const isEmpty = rows.length === 0
  const button = isEmpty && organisation.dissolved === null && may(organisationPermissions.dissolve) && (
    <Button type="primary" onClick={() => setOpen(true)}>{words.gradDissolve}</Button>
  )
  return (
    <Section title={words.gradProgress} actions={button}>
      <div className="grad-numbers">
        <span>{words.gradLeft(rows.length - waiting)}</span><span>{words.gradWaiting(waiting)}</span><span>{words.gradGone(gone)}</span>
      </div>
      <div className="progress"><progress aria-label={words.gradProgress} value={gone} max={Math.max(1, gone + rows.length)} /></div>
      {organisation.dissolved !== null && <Note kind="good">{words.gradDissolved(organisation.dissolved)}</Note>}
      {isEmpty && organisation.dissolved === null && <Note kind="good" title={words.gradNobody}>{words.gradNobodyHint}</Note>}
      <FormDialog open={open} title={words.gradDissolveTitle(organisation.name)} onClose={() => setOpen(false)}>
        <ActForm
          endpoint={dissolve} fixed={{ id: organisation.id }} initial={{ on: today(), reason: '毕业' }} danger submit={words.gradDissolve}
          fields={[{ name: 'on', label: words.gradDissolveDay, kind: 'day' }, { name: 'reason', label: words.gradDissolveReason, kind: 'line', maxLength: 200 }]}
          onDone={() => setOpen(false)} onCancel={() => setOpen(false)}
        />
      </FormDialog>
    </Section>
  )
}

const trail = [{ title: words.transfers, to: '/transfers' }]

function GraduationOf({ organisation }: { organisation: string }) {
  const leavers = useCall(graduation, { organisation })
  const data = leavers.data
  if (!data) return <Page title={words.graduation} trail={trail}><Waiting query={leavers}>{() => null}</Waiting></Page>
  return (
    <Page title={words.gradTitle(data.organisation.name)} subtitle={words.gradIntro} trail={trail}>
      <Progress data={data} />
      {data.rows.length > 0 && <Members data={data} />}
    </Page>
  )
}

const holdsMembers = ({ kind }: { kind: string }) => isKind(kind) && kindOf(kind).holdsMembers

const addressOf = (id: string) => `/transfers/graduation?organisation=${id}`

/** The classes that leave this summer first; whatever else is to be dissolved stands behind a choice. */
function Choose() {
  const go = useGo()
  const [others, setOthers] = useState(false)
  const whole = useCall(tree, { levels: 20 })
  return (
    <Page title={words.graduation} subtitle={words.gradPickHint} trail={trail} narrow>
      <Waiting query={whole}>
        {({ nodes }) => {
          const classes = nodes.filter(isGraduating)
          return (
            <Section title={words.gradClasses} flush>
              {classes.length === 0 && <Empty title={words.gradNoClasses} hint={words.gradNoClassesHint} />}
              <ul className="grad-classes">{classes.map(({ id, name }) => <li key={id}><Link to={addressOf(id) as string}>{name}</Link></li>)}</ul>
            </Section>
          )
        }}
      </Waiting>
      <Section title={words.gradOthers}>
        {others
          ? <PickPanel selected={undefined} allow={holdsMembers} onPick={(id) => go(addressOf(id))} />
          : <Button onClick={() => setOthers(true)}>{words.gradShowOthers}</Button>}
      </Section>
    </Page>
  )
}

/** 学社衔接: everybody of a class branch gets a place, then the branch is dissolved. */
export function Graduation() {
  const { seat } = useSeat()
  const [filters] = useFilters()
  const own = useChosen(filters['organisation'] ? undefined : seat?.organisation)
  if (!seat) return <Page title={words.graduation}><Section flush><Empty title={words.gradPick} /></Section></Page>
  const organisation = filters['organisation'] ?? (own && holdsMembers(own) ? own.id : undefined)
  return organisation ? <GraduationOf key={organisation} organisation={organisation} /> : <Choose />
}
