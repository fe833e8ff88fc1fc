import type { ReactNode } from 'react'
import { useCall } from '#base/web/calls.ts'
import type { Values } from '#base/web/draft.ts'
import { Field } from '#base/web/kit/Field.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import { read } from '#organisations/contract.ts'
import { isKind, kindOf, kindsUnder, lineOf } from '#organisations/kinds.ts'
import { FoundForm } from '#organisations/web/found/FoundForm.tsx'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { organisationAddress, trailOf } from '#organisations/web/parts/OrganisationPath.tsx'
import type { Pickable } from '#organisations/web/parts/PickPanel.tsx'
import { words } from '#organisations/web/words.ts'

type Filters = Record<string, string>
type Change = (next: Record<string, string | undefined>) => void

/** A superior under which anything of the wanted line can stand. */
const mayHaveBelow = (line: string | undefined) => ({ kind }: Pickable) =>
  isKind(kind) && kindsUnder(kind).some((below) => !line || kindOf(below).line === line)

/** The party leads every mass organisation, the League the Pioneers. */
const mayLead = (line: string | undefined) => ({ kind }: Pickable) => {
  if (!isKind(kind)) return false
  return lineOf(kind) === 'party' ? line !== 'party' : lineOf(kind) === 'league' && (!line || line === 'pioneers')
}

interface Offer {
  value: string
  on: boolean
  children: ReactNode
  set: (value: string) => void
}

function Choice({ value, on, children, set }: Offer) {
  return <label><input type="radio" name="where" checked={on} onChange={() => set(value)} />{children}</label>
}

/** First where: under a superior here, or led by an organisation here because the superior is outside. */
function Where({ filters, change }: { filters: Filters; change: Change }) {
  const { parent, leader, line, where } = filters
  const outside = where === 'outside' || leader !== undefined
  const set = (next: string) =>
    change({ where: next === 'outside' ? next : undefined, parent: undefined, leader: undefined })
  return (
    <div className="form found-where">
      <Field label={words.foundWhere} group>
        {() => (
          <div className="choice">
            <Choice value="here" on={!outside} set={set}>{words.superiorHere}</Choice>
            <Choice value="outside" on={outside} set={set}>{words.superiorOutside}</Choice>
          </div>
        )}
      </Field>
      {outside ? (
        <Field label={words.leader} help={words.leaderHelp}>
          {(control) => (
            <OrganisationPicker
              label={words.leader} control={control} value={leader} allow={mayLead(line)}
              onChange={(id) => change({ leader: id })}
            />
          )}
        </Field>
      ) : (
        <Field label={words.superior} help={words.superiorHelp}>
          {(control) => (
            <OrganisationPicker
              label={words.superior} control={control} value={parent} allow={mayHaveBelow(line)}
              onChange={(id) => change({ parent: id })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

/** What a finding of coverage has filled in: the kind, its forms, who leads it, how many members there are. */
function begunFrom({ kind, led, flags, all, full }: Filters): Values {
  const whole = (text: string | undefined) => (text && /^\d{1,6}$/.test(text) ? Number(text) : undefined)
  const [members, voting] = [whole(all), whole(full)]
  return {
    ...(kind && isKind(kind) && { kind }), ...(led && { leader: led }), ...(flags === 'joint' && { flags: ['joint'] }),
    ...(members !== undefined && { all: members }), ...(voting !== undefined && { full: voting }),
  }
}

/** Founds an organisation; the rules are checked while it is filled in. */
export function FoundPage() {
  const [filters, change] = useFilters()
  const go = useGo()
  const { parent, leader, unit, line, where } = filters
  const begun = begunFrom(filters)
  const at = parent ?? leader
  const place = useCall(read, { id: at ?? '' }, { enabled: at !== undefined })
  const trail = place.data ? trailOf([...place.data.chain, place.data]) : []
  return (
    <Page narrow title={words.foundTitle} trail={[{ title: words.organisations, to: '/organisations' }, ...trail]}>
      <Section>
        <Where filters={filters} change={change} />
        {at === undefined && <p className="quiet">{where === 'outside' ? words.chooseLeader : words.chooseSuperior}</p>}
        {at !== undefined && (
          <Waiting query={place}>
            {(found) => (
              <FoundForm
                key={found.id} parent={parent ? found : null} leader={parent ? null : found} unit={unit} line={line}
                begun={begun}
                onDone={(id) => go(organisationAddress(id), { replace: true })}
                onCancel={() => go(organisationAddress(found.id))}
              />
            )}
          </Waiting>
        )}
      </Section>
    </Page>
  )
}
