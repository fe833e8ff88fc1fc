import { mySendings, mySettings } from '#notices/settings/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { words as shell } from '../words.ts'
import { CalendarSection } from './CalendarSection.tsx'
import { MailSection } from './MailSection.tsx'
import { SendingTable } from './SendingTable.tsx'
import { WaysSection } from './WaysSection.tsx'
import { words } from './words.ts'
import './notices.css'

function Log() {
  const sent = useCall(mySendings, { limit: 50 }, { every: 10_000 })
  return (
    <Waiting query={sent}>
      {({ rows }) => (
        <Section title={words.log} note={words.logHint} flush={rows.length > 0}>
          {rows.length > 0 ? <SendingTable caption={words.log} rows={rows} /> : <p className="quiet">{words.noLog}</p>}
        </Section>
      )}
    </Waiting>
  )
}

/** How one is told: address, ways, quiet hours, calendar, and what was sent. */
export function NoticeSettings() {
  const settings = useCall(mySettings, {})
  return (
    <Page narrow title={words.settings} subtitle={words.intro} trail={[{ title: shell.notices, to: '/notices' }]}>
      <Waiting query={settings}>
        {(data) => (
          <>
            <MailSection settings={data} />
            <WaysSection settings={data} />
            <CalendarSection settings={data} />
          </>
        )}
      </Waiting>
      <Log />
    </Page>
  )
}
