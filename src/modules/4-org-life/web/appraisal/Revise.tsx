import { useState } from 'react'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { reviseAppraisal } from '#org-life/appraisal/contract.ts'
import type { Held } from '#org-life/web/appraisal/Writing.tsx'
import { words } from '#org-life/web/appraisal/words.ts'
import { YearNav } from '#org-life/web/private/YearNav.tsx'
import { words as life } from '#org-life/web/words.ts'

interface Props {
  organisation: string
  year: number
  /** on the page itself */
  inside?: boolean
  go?: (year: number) => void
  onDone?: () => void
}

/** A second person asks for the correction; they see nothing of the appraisal itself. */
export function Revise({ organisation, year, inside, go, onDone }: Props) {
  const [done, setDone] = useState(false)
  const form = (
    <Section title={words.reviseTitle}>
      {done && <Note kind="good">{words.revised}</Note>}
      <ActForm
        endpoint={reviseAppraisal} submit={words.revise} fixed={{ organisation, year: String(year) }} intro={<p>{words.reviseText}</p>}
        fields={[{ name: 'reason', label: words.reviseReason, kind: 'line', maxLength: 200 }]} onDone={() => { setDone(true); onDone?.() }} {...(onDone && { onCancel: onDone })}
      />
    </Section>
  )
  if (inside) return form
  return (
    <Page title={words.title.party} trail={[{ title: life.orgLife, to: '/org-life' }]} actions={go && <YearNav year={year} go={go} />}>{form}</Page>
  )
}

/** What it said before. */
export function Revisions({ held: { revisions } }: { held: Held }) {
  if (revisions.length === 0) return null
  return (
    <Section title={words.revisions}>
      <ul>
        {revisions.map(({ revision, by, reason, at, before }) => (
          <li key={revision} className="my-meeting"><strong>{momentOf(at)}</strong>　{words.revisedBy(by, reason)}<p className="quiet">{words.before(before.join('、'))}</p></li>
        ))}
      </ul>
    </Section>
  )
}
