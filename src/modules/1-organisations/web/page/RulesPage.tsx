import { isDay } from '#base/day.ts'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { DayField } from '#base/web/kit/DayField.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress, useFilters } from '#base/web/route.ts'
import type { OutputOf } from '#base/contract.ts'
import { gradeWords } from '#regulations/words.ts'
import { read, rulesInForce, type OrganisationView } from '#organisations/contract.ts'
import { trailOf } from '#organisations/web/parts/OrganisationPath.tsx'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { today } from '#organisations/web/today.ts'
import { words } from '#organisations/web/words.ts'

type Rule = OutputOf<typeof rulesInForce>['rules'][number]

/** `sentence` tells all in one; here the ground and the dates have columns of their own. */
const saysOf = ({ sentence }: Rule) => sentence.split('。依据：')[0]
const remarkOf = ({ sentence }: Rule) => /。依据：[^。]*。(.+)$/s.exec(sentence)?.[1]
const gradeOf = ({ grade }: Rule) => gradeWords[grade as keyof typeof gradeWords] ?? grade
const datesOf = ({ from, to }: Rule) => (from === null ? words.inForceUnknown : words.inForceFrom(from, to))

const columns: Column<Rule>[] = [
  {
    key: 'says', title: words.rule, lead: true,
    render: (rule) => <>{saysOf(rule)}<span className="rule-remark">{remarkOf(rule)}</span></>,
  },
  { key: 'article', title: words.article, wide: true, render: (rule) => rule.article },
  { key: 'from', title: words.inForce, nowrap: true, render: datesOf },
  {
    key: 'grade', title: words.grade, nowrap: true,
    render: (rule) => <>{gradeOf(rule)} {rule.toBeChecked && <Tag kind="warn">{words.toBeChecked}</Tag>}</>,
  },
]

function Rules({ rules }: { rules: Rule[] }) {
  if (rules.length === 0) return <Empty title={words.noRules} hint={words.noRulesHint} />
  return (
    <>
      <DataTable caption={words.rules} rows={rules} rowKey={(rule) => rule.rule} columns={columns} />
      <div className="list-foot"><span role="status">{words.ruleCount(rules.length)}</span></div>
    </>
  )
}

function Screen({ organisation }: { organisation: OrganisationView }) {
  const [{ on }, change] = useFilters()
  const found = useCall(rulesInForce, { id: organisation.id, on })
  const pick = (day: string) => {
    if (day === '') change({ on: undefined })
    else if (isDay(day)) change({ on: day })
  }
  return (
    <Page
      title={words.rulesOf(organisation.name)} subtitle={words.rulesHint}
      trail={[{ title: words.organisations, to: '/organisations' }, ...trailOf([...organisation.chain, organisation])]}
    >
      <Section flush>
        <div className="list-filters tree-filters">
          <span className="quiet" aria-hidden>{words.ruleOn}</span>
          <DayField label={words.ruleOn} value={on ?? today()} onChange={pick} />
        </div>
        <Waiting query={found}>{({ rules }) => <Rules rules={rules} />}</Waiting>
      </Section>
    </Page>
  )
}

/** The rules that hold for an organisation on a day, each with its ground and how sure it is. */
export function RulesPage() {
  const { id = '' } = useAddress()
  const organisation = useCall(read, { id })
  return <PageOf title={words.rules} query={organisation}>{(found) => <Screen organisation={found} />}</PageOf>
}
