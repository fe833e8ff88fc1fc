import { useSeat } from '#access/web/seat.ts'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { permissions as organisations } from '#organisations/contract.ts'
import type { Line } from '#organisations/kinds.ts'
import { me, type PersonView } from '#people/contract.ts'
import { Looks } from '#people/web/mirror/Looks.tsx'
import { words as mirrorWords } from '#people/web/mirror/words.ts'
import { Basics } from '#people/web/person/Basics.tsx'
import { HeldPosts } from '#people/web/person/HeldPosts.tsx'
import { Memberships } from '#people/web/person/Memberships.tsx'
import { inOrder } from '#people/web/person/order.ts'
import { Brief } from '#people/web/person/Person.tsx'
import { keepers, words } from '#people/web/words.ts'
import '#people/web/people.css'
import '#people/web/mirror/mirror.css'

/** The posts that keep the register of each organisation one stands in. */
function Wrong({ person }: { person: PersonView }) {
  const open = inOrder(person.memberships).filter((one) => one.toOn === null)
  return (
    <Section title={words.meWrong}>
      <p>{words.meWrongHint}</p>
      <ul className="asks">
        {open.map((one) => <li key={one.id}>{words.meAsk(one.organisation.name, keepers[one.line as Line])}</li>)}
      </ul>
      <div className="row no-print me-data"><LinkButton to="/me/data?ask=yes">{mirrorWords.ask}</LinkButton></div>
    </Section>
  )
}

function Mine({ person }: { person: PersonView }) {
  const seat = useSeat()
  // oneself changes nothing here: the register is the organisation's
  const may = (permission: string) => permission === organisations.view && seat.may(permission)
  return (
    <Page
      title={person.name} actions={<LinkButton to="/me/data">{mirrorWords.open}</LinkButton>}
      subtitle={<><Brief person={person} /><span className="quiet">{words.meSubtitle}</span></>}
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
