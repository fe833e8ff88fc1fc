import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FileDrop } from '#base/web/kit/FileDrop.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { ProgressBar } from '#base/web/kit/ProgressBar.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { kinds } from '#exchange/contract.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { useSession } from '../../session.tsx'
import { words } from '../words.ts'
import { PasteBox } from './PasteBox.tsx'
import { Practice } from './Practice.tsx'
import { KindChoice } from './Target.tsx'
import { useStart } from './use-start.ts'
import '../imports.css'

/** The file or the pasted piece, once it is known where it goes. */
function Source({ organisation, kind, ready }: { organisation: string; kind: string; ready: boolean }) {
  const { sending, error, onFile, onText, stop } = useStart({ organisation, ...(kind && { kind }) })
  return (
    <Section title={words.source}>
      <div className="form source">
        <ErrorNote error={error} />
        {sending ? (
          <ProgressBar
            words={words.uploading(sending.name)}
            done={Math.round(sending.part * 100)}
            total={100}
            onStop={stop}
          />
        ) : (
          <FileDrop words={words.drop} choose={words.choose} help={words.dropHelp} disabled={!ready} onFile={onFile} />
        )}
        {!sending && <PasteBox disabled={!ready} busy={false} onText={onText} />}
      </div>
    </Section>
  )
}

/** Where a sheet goes, what it is, and the sheet itself. */
export function NewImport() {
  const { seat } = useSession()
  const [filters, setFilters] = useFilters()
  const [kind, setKind] = useState('')
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const offered = useCall(kinds, { organisation }, { enabled: organisation !== '' })
  const pick = (id: string | undefined) => {
    setKind('')
    setFilters({ organisation: id })
  }
  return (
    <Page title={words.newTitle} trail={[{ title: words.trail, to: '/imports' }]} narrow>
      {seat?.sample && <Practice organisation={organisation} onPick={pick} />}
      <Section>
        <div className="form">
          <Field label={words.where} help={words.whereHelp}>
            {(control) => (
              <OrganisationPicker
                control={control}
                label={words.wherePick}
                value={organisation || undefined}
                onChange={pick}
              />
            )}
          </Field>
          {organisation && (
            <Waiting query={offered}>
              {({ kinds: all }) => (
                <KindChoice organisation={organisation} kinds={all} value={kind} onChange={setKind} />
              )}
            </Waiting>
          )}
        </div>
      </Section>
      <Source organisation={organisation} kind={kind} ready={(offered.data?.kinds.length ?? 0) > 0} />
    </Page>
  )
}
