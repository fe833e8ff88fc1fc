import { Button } from 'antd'
import { useState } from 'react'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { permissions, type PersonView } from '#people/contract.ts'
import type { May } from '#people/web/person/PlaceName.tsx'
import { homeOf } from '#people/web/person/order.ts'
import { SlipDialog } from '#people/web/person/SlipDialog.tsx'
import { words } from '#people/web/words.ts'

/** Whether the person can sign in, and the slip that lets them. A child has no account. */
export function AccountSection({ person, may }: { person: PersonView; may: May }) {
  const [printing, setPrinting] = useState(false)
  const { account } = person
  const verb = account?.state === 'active' ? words.slipReset : words.slip
  const print = !person.minor && may(permissions.invite) && (
    <Button size="small" onClick={() => setPrinting(true)}>{verb}</Button>
  )
  return (
    <Section title={words.account} actions={print}>
      {account && (
        <DetailList
          details={[
            { label: words.login, value: account.login },
            { label: words.state, value: words.accountState[account.state] ?? account.state },
          ]}
        />
      )}
      {!account && (
        <p className="quiet">{person.minor ? words.accountMinor : words.noAccount}{print && words.noAccountHint}</p>
      )}
      <SlipDialog
        person={{ id: person.id, name: person.name, organisation: homeOf(person)?.name ?? '', active: account?.state === 'active' }}
        open={printing} onClose={() => setPrinting(false)}
      />
    </Section>
  )
}
