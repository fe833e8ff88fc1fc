import { ActForm } from '#base/web/kit/ActForm.tsx'
import { setRegion } from '#organisations/contract.ts'
import type { ActProps } from '#organisations/web/acts/acts.ts'
import { onField, regionField } from '#organisations/web/acts/fields.tsx'
import { words } from '#organisations/web/words.ts'

/** In which region an organisation stands, and with it all below that have no code of their own. */
export function RegionForm({ organisation: { id, name, version, region }, onDone, onCancel }: ActProps) {
  const own = region?.from === null ? region.code : ''
  return (
    <ActForm
      endpoint={setRegion} submit={words.save} fixed={{ id }} seen={version} initial={{ region: own }} onDone={onDone} onCancel={onCancel}
      intro={<p>{words.regionIntro(name)}</p>}
      send={({ region: code, ...rest }) => ({ ...rest, region: code || null })}
      fields={[regionField, { ...onField, label: words.regionFrom, help: words.regionFromHelp }]}
    />
  )
}
