import { useSeat } from '#access/web/seat.ts'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { permissions as organisations } from '#organisations/contract.ts'
import type { Line } from '#organisations/kinds.ts'
import { looks, me, type PersonView } from '#people/contract.ts'
import { Basics } from '#people/web/person/Basics.tsx'
import { HeldPosts } from '#people/web/person/HeldPosts.tsx'
import { Memberships } from '#people/web/person/Memberships.tsx'
import { inOrder } from '#people/web/person/order.ts'
import { Brief } from '#people/web/person/Person.tsx'
import { keepers, words } from '#people/web/words.ts'
import '#people/web/people.css'

type Look = OutputOf<typeof looks>['looks'][number]

/** The posts that keep the register of each organisation one stands in. */
function Wrong({ person }: { person: PersonView }) {
  const open = inOrder(person.memberships).filter((one) => one.toOn === null)
  return (
    <Section title={words.meWrong}>
      <p>{words.meWrongHint}</p>
      <ul className="asks">
        {open.map((one) => <li key={one.id}>{words.meAsk(one.organisation.name, keepers[one.line as Line])}</li>)}
      </ul>
    </Section>
  )
}

function Looks() {
  const query = useCall(looks, {})
  return (
    <Section title={words.meLooks} note={words.meLooksNote} flush>
      <Waiting query={query}>
        {(data) => data.looks.length === 0 ? <p className="section-quiet">{words.meNoLooks}</p> : (
          <DataTable<Look>
            caption={words.meLooks} rows={data.looks} rowKey={(look) => look.at + look.words}
            columns={[
              { key: 'what', title: words.what, lead: true, render: (look) => look.words },
              { key: 'who', title: words.who, wide: true, render: (look) => look.doer },
              { key: 'when', title: words.when, nowrap: true, render: (look) => momentOf(look.at) },
            ]}
          />
        )}
      </Waiting>
    </Section>
  )
}

function Mine({ person }: { person: PersonView }) {
  const seat = useSeat()
  // oneself changes nothing here: the register is the organisation's
  const may = (permission: string) => permission === organisations.view && seat.may(permission)
  return (
    <Page
      title={person.name} subtitle={<><Brief person={person} /><span className="quiet">{words.meSubtitle}</span></>}
    >
      <div className="person">
        <div className="person-standing">
          <Memberships person={person} may={may} />
          <HeldPosts person={person} may={may} />
        </div>
        <div className="person-facts">
          <Basics person={person} may={may} />
          <Wrong person={person} />
        </div>
        <div className="person-history"><Looks /></div>
      </div>
    </Page>
  )
}

/** One's own page: what is registered, who looked, whom to ask when it is wrong. */
export function Me() {
  const query = useCall(me, {})
  if (query.data?.person) return <Mine person={query.data.person} />
  return (
    <Page title={words.meTitle}>
      <Section flush>
        <Waiting query={query}>{() => <Empty title={words.meNone} hint={words.meNoneHint} />}</Waiting>
      </Section>
    </Page>
  )
}
