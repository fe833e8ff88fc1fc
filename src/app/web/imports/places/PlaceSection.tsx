import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { places } from '#exchange/contract.ts'
import { PickPanel } from '#organisations/web/parts/PickPanel.tsx'
import { useImport } from '../import/held.tsx'
import { words } from '../words.ts'
import { FoundDialog } from './FoundDialog.tsx'
import { isOpen, sureFounding, sureProposal, type Place } from './open.ts'
import { PlaceLine, type PlaceActs } from './PlaceLine.tsx'
import { usePlaceActs } from './use-place-acts.ts'

type Acts = ReturnType<typeof usePlaceActs>

/** What may be settled in one click because there is no doubt about it. */
function AllAtOnce({ open, acts }: { open: Place[]; acts: Acts }) {
  const sure = open.filter((place) => sureProposal(place) !== null)
  const missing = open.filter(sureFounding)
  return (
    <>
      {sure.length > 0 && (
        <Button loading={acts.busy} onClick={() => void acts.acceptAll(sure)}>
          {words.acceptAll(sure.length)}
        </Button>
      )}
      {missing.length > 0 && (
        <Button loading={acts.busy} onClick={() => void acts.foundAll(missing)}>
          {words.foundAll(missing.length)}
        </Button>
      )}
    </>
  )
}

const Lines = ({ places: lines, acts }: { places: Place[]; acts: PlaceActs }) => (
  <ul className="places">
    {lines.map((place) => (
      <PlaceLine key={place.no} place={place} acts={acts} />
    ))}
  </ul>
)

function PlaceLists({ all, acts }: { all: Place[]; acts: Acts }) {
  const [picked, setPicked] = useState<Place | null>(null)
  const [founded, setFounded] = useState<Place | null>(null)
  const open = all.filter(isOpen)
  const known = all.filter((place) => !isOpen(place))
  const lineActs: PlaceActs = {
    busy: acts.busy,
    choose: (place, id) => void acts.choose(place, id),
    pick: setPicked,
    found: setFounded,
  }
  const pick = (id: string) => {
    void acts.choose(picked!, id)
    setPicked(null)
  }
  return (
    <>
      {!!acts.error && (
        <div className="section-body">
          <ErrorNote error={acts.error} />
        </div>
      )}
      <Lines places={open} acts={lineActs} />
      {known.length > 0 && (
        <details className="places-known">
          <summary>{words.placesKnown(known.length)}</summary>
          <Lines places={known} acts={lineActs} />
        </details>
      )}
      <Modal
        open={picked !== null}
        title={words.placePickTitle(picked?.text ?? '')}
        footer={null}
        width="min(44rem, 96vw)"
        destroyOnHidden
        onCancel={() => setPicked(null)}
      >
        <PickPanel selected={picked?.organisation?.id} onPick={pick} />
      </Modal>
      <FoundDialog place={founded} onClose={() => setFounded(null)} />
    </>
  )
}

/** The organisations that the sheet names: which are known, which are perhaps meant, which are to be founded. */
export function PlaceSection() {
  const { batch } = useImport()
  const found = useCall(places, { batch: batch.id })
  const acts = usePlaceActs()
  if (batch.counts.places === 0) return null
  const all = found.data?.places ?? []
  const open = all.filter(isOpen)
  const note = found.data && (open.length > 0 ? words.placesOpen(open.length) : words.placesAll(all.length))
  return (
    <div id="places" tabIndex={-1}>
      <Section title={words.places} note={note} actions={<AllAtOnce open={open} acts={acts} />} flush>
        <Waiting query={found}>{() => <PlaceLists all={all} acts={acts} />}</Waiting>
      </Section>
    </div>
  )
}
