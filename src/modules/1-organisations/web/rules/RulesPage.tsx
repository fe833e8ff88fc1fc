import { Button, Select } from 'antd'
import { useState } from 'react'
import { isDay } from '#base/day.ts'
import { useCall } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { DayField } from '#base/web/kit/DayField.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Sheet } from '#base/web/kit/Sheet.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress, useFilters } from '#base/web/route.ts'
import type { OutputOf } from '#base/contract.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#regulations/contract.ts'
import { gradeWords } from '#regulations/words.ts'
import { read, rulesInForce, type OrganisationView } from '#organisations/contract.ts'
import { canStandAbove, isKind, kindCodes, kindOf } from '#organisations/kinds.ts'
import { trailOf } from '#organisations/web/parts/OrganisationPath.tsx'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { filtered, remarkOf, saysOf, type Rule } from '#organisations/web/rules/rule-rows.ts'
import { SetRuleForm } from '#organisations/web/rules/SetRuleForm.tsx'
import { today } from '#base/web/today.ts'
import { words } from '#organisations/web/words.ts'

type Found = OutputOf<typeof rulesInForce>

const gradeOf = ({ grade }: Rule) => gradeWords[grade as keyof typeof gradeWords] ?? grade
const datesOf = ({ from, to }: Rule) => (from === null ? words.inForceUnknown : words.inForceFrom(from, to))

const columns: Column<Rule>[] = [
  {
    key: 'says', title: words.rule, lead: true,
    render: (rule) => (
      <>
        {saysOf(rule)} {rule.regions.length > 0 && <Tag>{words.ruleRegions(rule.regions)}</Tag>}
        <span className="rule-remark">{remarkOf(rule)}</span>
      </>
    ),
  },
  { key: 'article', title: words.article, wide: true, render: (rule) => rule.article },
  { key: 'from', title: words.inForce, nowrap: true, render: datesOf },
  {
    key: 'grade', title: words.grade, nowrap: true,
    render: (rule) => (
      <span className="tag-line">
        {gradeOf(rule)} {rule.toBeChecked && <Tag kind="warn">{words.toBeChecked}</Tag>}
        {(rule.isSet || rule.own) && <Tag>{words.ruleSet}</Tag>}
      </span>
    ),
  },
]

const change = (ask: (rule: Rule) => void): Column<Rule> => ({
  key: 'change', title: '', nowrap: true,
  render: (rule) => <Button size="small" className="no-print" onClick={() => ask(rule)}>{words.ruleChange}</Button>,
})

function Rules({ organisation, rules, more }: { organisation: OrganisationView; rules: Rule[]; more: boolean }) {
  const { may } = useSeat()
  const [asked, ask] = useState<Rule | null>(null)
  if (rules.length === 0) return <Empty title={more ? words.noRulesFound : words.noRules} hint={more ? words.noRulesFoundHint : words.noRulesHint} />
  return (
    <>
      <DataTable
        caption={words.rules} rows={rules} rowKey={(rule) => rule.rule}
        columns={may(permissions.set) ? [...columns, change(ask)] : columns}
      />
      <div className="list-foot"><span role="status">{words.ruleCount(rules.length)}</span></div>
      <Sheet open={asked !== null} title={words.ruleChangeTitle} onClose={() => ask(null)}>
        {asked && <SetRuleForm organisation={organisation} rule={asked} onDone={() => ask(null)} />}
      </Sheet>
    </>
  )
}

/** Which packs these rules come from, and which file was not taken, and why. */
function Packs({ packs, refused }: Pick<Found, 'packs' | 'refused'>) {
  return (
    <>
      {refused.map(({ file, why }) => <Note key={file} kind="warn">{words.packRefused(file, why)}</Note>)}
      <p className="quiet rule-packs">{words.packs}{packs.map(({ title, version, hash }) => words.pack(title, version, hash)).join('；')}</p>
    </>
  )
}

function Filters({ organisation }: { organisation: OrganisationView }) {
  const [{ on, as, q, mark, rule }, set] = useFilters()
  const narrow = useNarrow()
  const own = organisation.kind
  const below = isKind(own) ? kindCodes.filter((kind) => canStandAbove(own, kind)) : []
  const pick = (day: string) => {
    if (day === '' || isDay(day)) set({ on: day === '' ? undefined : day })
  }
  const width = narrow ? '100%' : '12rem'
  return (
    <div className="list-filters tree-filters">
      <SearchField label={words.ruleSearch} value={q ?? ''} onChange={(text) => set({ q: text || undefined })} width={narrow ? '100%' : '15rem'} />
      {below.length > 0 && (
        <Select
          aria-label={words.ruleAs} style={{ width }} value={as ?? ''} onChange={(kind) => set({ as: kind || undefined })}
          options={[{ value: '', label: words.ruleOwnKind }, ...below.map((kind) => ({ value: kind, label: words.ruleBelow(kindOf(kind).words) }))]}
        />
      )}
      <Select
        aria-label={words.ruleMark} style={{ width: narrow ? '100%' : '9rem' }} value={mark ?? ''} onChange={(one) => set({ mark: one || undefined })}
        options={[{ value: '', label: words.ruleAll }, { value: 'check', label: words.toBeChecked }, { value: 'set', label: words.ruleSet }, { value: 'local', label: words.ruleLocal }]}
      />
      <span className="quiet" aria-hidden>{words.ruleOn}</span>
      <DayField label={words.ruleOn} value={on ?? today()} onChange={pick} />
      {rule && <Button onClick={() => set({ rule: undefined })}>{words.ruleShowAll}</Button>}
    </div>
  )
}

function Screen({ organisation }: { organisation: OrganisationView }) {
  const [{ on, as, q, mark, rule }] = useFilters()
  const found = useCall(rulesInForce, { id: organisation.id, on, as })
  return (
    <Page
      title={words.rulesOf(organisation.name)} subtitle={words.rulesHint}
      trail={[{ title: words.organisations, to: '/organisations' }, ...trailOf([...organisation.chain, organisation])]}
      actions={<Button type="text" onClick={() => print()}>{words.print}</Button>}
    >
      <Section flush>
        <Filters organisation={organisation} />
        <Waiting query={found}>
          {({ rules, region, packs, refused }) => (
            <>
              <p className="quiet rule-packs">{words.ruleRegionHere(region)}</p>
              <Rules organisation={organisation} rules={filtered(rules, { q, mark, rule })} more={rules.length > 0} />
              <Packs packs={packs} refused={refused} />
            </>
          )}
        </Waiting>
      </Section>
    </Page>
  )
}

/** The rules that hold for an organisation on a day, each with its ground and how sure it is; without an id the own one's. */
export function RulesPage() {
  const { seat } = useSeat()
  const { id = seat?.organisation ?? '' } = useAddress()
  const organisation = useCall(read, { id }, { enabled: id !== '' })
  return <PageOf title={words.rules} query={organisation}>{(found) => <Screen organisation={found} />}</PageOf>
}
