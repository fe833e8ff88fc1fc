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
import { alikePairs, pairKey, type Pair } from './alike.ts'
import { FoundDialog } from './FoundDialog.tsx'
import { isOpen, sureFounding, sureProposal, type Place } from './open.ts'
import { PlaceLine, type PlaceActs } from './PlaceLine.tsx'
import { usePlaceActs } from './use-place-acts.ts'

type Acts = ReturnType<typeof usePlaceActs>

/** What may be settled in one click because there is no doubt about it. */
function AllAtOnce({ open, asked, acts }: { open: Place[]; asked: readonly Pair[]; acts: Acts }) {
  const sure = open.filter((place) => sureProposal(place) !== null)
  // two that may be one are asked about first
  const missing = open.filter((place) => sureFounding(place) && !asked.some((pair) => pair.includes(place)))
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

/** Two names of the sheet that may be one organisation: founding both would make two of it. */
function Alike({ pairs, acts, onTwo }: { pairs: readonly Pair[]; acts: Acts; onTwo: (pair: Pair) => void }) {
  return (
    <ul className="places" aria-label={words.alikePlaces}>
      {pairs.map((pair) => (
        <li key={pairKey(pair)} className="place" data-open>
          <div className="grow">
            <div className="place-why">{words.alikeAsk(pair[0].text, pair[1].text)}</div>
            <div className="row">
              <Button disabled={acts.busy} onClick={() => void acts.foundAsOne(pair[0], pair[1])}>
                {words.alikeOne(pair[0].text)}
              </Button>
              <Button disabled={acts.busy} onClick={() => void acts.foundAsOne(pair[1], pair[0])}>
                {words.alikeOne(pair[1].text)}
              </Button>
              <Button type="text" onClick={() => onTwo(pair)}>
                {words.alikeTwo}
                <span className="unseen">{`：${pair[0].text}、${pair[1].text}`}</span>
              </Button>
            </div>
          </div>
        </li>
      ))}
    </ul>
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
  const [two, setTwo] = useState<readonly string[]>([])
  if (batch.counts.places === 0) return null
  const all = found.data?.places ?? []
  const open = all.filter(isOpen)
  const asked = alikePairs(open).filter((pair) => !two.includes(pairKey(pair)))
  const note = found.data && (open.length > 0 ? words.placesOpen(open.length) : words.placesAll(all.length))
  return (
    <div id="places" tabIndex={-1}>
      <Section title={words.places} note={note} actions={<AllAtOnce open={open} asked={asked} acts={acts} />} flush>
        {asked.length > 0 && <Alike pairs={asked} acts={acts} onTwo={(pair) => setTwo([...two, pairKey(pair)])} />}
        <Waiting query={found}>{() => <PlaceLists all={all} acts={acts} />}</Waiting>
      </Section>
    </div>
  )
}
