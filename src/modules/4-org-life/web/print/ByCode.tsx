import { Button, Input } from 'antd'
import { useEffect, useState, type FormEvent } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#org-life/contract.ts'
import { byCode, enterPaper } from '#org-life/print/contract.ts'
import { words } from '#org-life/web/print/words.ts'

type Found = OutputOf<typeof byCode>
type Entry = NonNullable<Found['toEnter']>

function Typed({ first }: { first: string }) {
  const go = useGo()
  const [typed, setTyped] = useState(first)
  const open = (event: FormEvent) => {
    event.preventDefault()
    // a scanner types the whole address
    const code = typed.trim().split('/').at(-1)!
    if (code) go(`/org-life/codes/${encodeURIComponent(code)}`)
  }
  return (
    <form className="form" onSubmit={open}>
      <Field label={words.code} help={words.codeHelp}>
        {(control) => <Input {...control} value={typed} maxLength={200} autoComplete="off" className="paper-typed" onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <div className="form-foot"><Button type="primary" htmlType="submit" disabled={typed.trim() === ''}>{words.find}</Button></div>
    </form>
  )
}

/** What the form knew is filled in; the day is the one written on it. */
function Enter({ found, entry }: { found: Found; entry: Entry }) {
  const go = useGo()
  const { id, starts, place, plannedOn, expected } = entry
  return (
    <Section title={words.enterTitle} note={words.enterFor(found.organisation, entry.words)}>
      <ActForm
        endpoint={enterPaper} submit={words.begin} fixed={{ id, code: found.code }} initial={{ on: plannedOn, starts: starts ?? '', place: place ?? '' }}
        fields={[
          { name: 'on', label: words.on, kind: 'day', help: words.onHelp },
          { name: 'starts', label: words.starts, kind: 'line', optional: true },
          { name: 'place', label: words.place, kind: 'line', optional: true },
        ]}
        intro={<p>{words.enterHint}</p>}
        verdict={<p className="quiet">{expected.length > 0 ? words.expected(expected.length, expected.join('、')) : words.expectedNone}</p>}
        onDone={() => go(found.address)}
      />
      <p><LinkButton type="text" to={found.address}>{words.openMeeting}</LinkButton></p>
    </Section>
  )
}

/** A code leads on: to the entry of a form not entered yet, else to the thing itself. */
function Leads({ found }: { found: Found }) {
  const go = useGo()
  const { may } = useSeat()
  const entry = may(permissions.keep) ? found.toEnter : null
  useEffect(() => {
    if (!entry) go(found.address, { replace: true })
  }, [entry, found.address, go])
  return entry && <Enter found={found} entry={entry} />
}

const Asked = ({ code }: { code: string }) => {
  const query = useCall(byCode, { code })
  return <Waiting query={query}>{(found) => <Leads found={found} />}</Waiting>
}

/** 按编号打开: the code on a sheet of paper leads back to its record. */
export function ByCode() {
  const { code = '' } = useAddress()
  return (
    <Page title={words.byCode} subtitle={words.byCodeHint} trail={[{ title: words.orgLife, to: '/org-life' }]} narrow>
      <Section><Typed key={code} first={code} /></Section>
      {code && <Asked key={code} code={code} />}
    </Page>
  )
}
