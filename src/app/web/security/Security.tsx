import { useState } from 'react'
import { myFactors } from '#access/factors/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { CodesDialog, PasskeySection, RecoverySection, SignOnSection, TotpSection } from './FactorSections.tsx'
import { Drafts, Sessions } from './Sessions.tsx'
import { words } from './words.ts'
import './security.css'

/** Everything that opens one's account, and where it is open now. */
export function Security() {
  // asked again each minute: soon after signing in the password need not be typed again, later it must
  const factors = useCall(myFactors, {}, { every: 60_000 })
  const [codes, setCodes] = useState<string[] | null>(null)
  return (
    <Page title={words.title} subtitle={words.intro}>
      <Waiting query={factors}>
        {(data) => (
          <>
            {data.demanded && <Note>{words.demanded}</Note>}
            <TotpSection factors={data} onCodes={setCodes} />
            <PasskeySection factors={data} onCodes={setCodes} />
            <RecoverySection factors={data} onCodes={setCodes} />
            <SignOnSection factors={data} />
          </>
        )}
      </Waiting>
      <Sessions />
      <Drafts />
      <CodesDialog codes={codes} onClose={() => setCodes(null)} />
    </Page>
  )
}
