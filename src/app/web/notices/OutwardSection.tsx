import { useState } from 'react'
import { outward, testMail } from '#notices/hooks/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { SendingTable } from './SendingTable.tsx'
import { words } from './words.ts'
import './notices.css'

type Shown = OutputOf<typeof outward>

const numbersOf = ({ sent, givenUp, waiting, late }: Shown['mail']) =>
  `${words.numbers(sent, givenUp, waiting)}${late > 0 ? `，${words.late(late)}` : ''}`

function Configured({ shown }: { shown: Shown }) {
  const { smtp, publicUrl, privateHosts, mail, hooks } = shown
  return (
    <DetailList
      details={[
        { label: words.smtp, wide: smtp === null, value: smtp ? `${smtp.host}:${smtp.port}，${words.security[smtp.security]}` : words.smtpOff },
        smtp && { label: words.user, value: smtp.user ?? words.noUser },
        smtp && { label: words.from, value: smtp.from },
        { label: words.publicUrl, value: publicUrl },
        { label: words.mailNumbers, value: numbersOf(mail) },
        { label: words.hookNumbers, value: numbersOf(hooks) },
        { label: words.privateHosts, wide: true, value: privateHosts.length > 0 ? privateHosts.join('、') : words.noPrivateHosts },
      ]}
    />
  )
}

/** How what leaves is configured and goes: numbers and one's own test letters, nothing of anybody. */
export function OutwardSection() {
  const [queued, setQueued] = useState(false)
  const state = useCall(outward, {}, { every: 5_000 })
  return (
    <Section title={words.outward}>
      <Waiting query={state}>
        {(shown) => (
          <>
            <Configured shown={shown} />
            {shown.smtp && (
              <div className="test-form">
                <ActForm
                  endpoint={testMail} submit={words.testMail} onDone={() => setQueued(true)}
                  fields={[{ name: 'address', label: words.testTo, kind: 'line', maxLength: 200, sensitive: true, autoComplete: 'email', placeholder: 'name@example.cn' }]}
                />
                {queued && <Note kind="good">{words.testQueued}</Note>}
              </div>
            )}
            {shown.tests.length > 0 && <SendingTable caption={words.testMail} rows={shown.tests} />}
          </>
        )}
      </Waiting>
    </Section>
  )
}
