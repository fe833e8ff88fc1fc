import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useSeat } from '#access/web/seat.ts'
import { permissions as organisations } from '#organisations/contract.ts'
import { isKind, kinds } from '#organisations/kinds.ts'
import { LineMark } from '#organisations/web/parts/KindTag.tsx'
import { permissions, takeUp, type UnitCoverage, type UnitSpotView } from '#coverage/contract.ts'
import { foundingAddress } from '#coverage/web/unit/founding-address.ts'
import { AsideDialog, PlanDialog } from '#coverage/web/unit/dialogs.tsx'
import { words } from '#coverage/web/words.ts'

interface Props {
  unit: UnitCoverage
  spot: UnitSpotView
}

/** The founding form, filled with what is known: the way from a finding to its end. */
function Founding({ unit, spot: { founding, code } }: Props) {
  const { may } = useSeat()
  if (!founding || !may(organisations.found)) return null
  const address = foundingAddress(unit, founding, code)
  const kind = isKind(founding.kind) ? kinds[founding.kind].words : ''
  if (!address) return <p className="spot-told">{words.noParent}</p>
  return <LinkButton type="primary" to={address} title={words.foundHint}>{words.found(kind)}</LinkButton>
}

function Told({ spot: { founding, aside, plan } }: { spot: UnitSpotView }) {
  return (
    <>
      {aside && <p className="spot-told"><Tag kind="warn">{aside.causeWords}</Tag> {aside.reason}。{words.asideSince(aside.setOn, aside.reviewOn)}</p>}
      {plan && <p className="spot-told"><Tag kind="good">{words.target(plan.targetOn)}</Tag> {plan.responsible?.name} {plan.note}</p>}
      {!aside && founding?.leader && <p className="spot-told quiet">{(founding.leaderInReach ? words.leadBy : words.leadLater)(founding.leader.name)}</p>}
    </>
  )
}

function Acts({ unit, spot }: Props) {
  const { may } = useSeat()
  const [asked, setAsked] = useState<'aside' | 'plan' | 'up' | null>(null)
  const up = useAct(takeUp)
  const close = () => setAsked(null)
  const given = { unit: unit.unit.id, spot, onClose: close }
  const unknown = spot.code.endsWith('-facts')
  return (
    <div className="spot-acts no-print">
      {!spot.aside && <Founding unit={unit} spot={spot} />}
      {!spot.aside && unknown && may(organisations.units) && <LinkButton type="primary" to={`/units/${unit.unit.id}`}>{words.fillFacts}</LinkButton>}
      {may(permissions.decide) && !spot.aside && <Button onClick={() => setAsked('plan')}>{spot.plan ? words.replan : words.plan}</Button>}
      {may(permissions.decide) && !spot.aside && <Button onClick={() => setAsked('aside')}>{words.setAside}</Button>}
      {may(permissions.decide) && spot.aside && <Button onClick={() => setAsked('up')}>{words.takeUp}</Button>}
      <AsideDialog open={asked === 'aside'} {...given} />
      <PlanDialog open={asked === 'plan'} {...given} />
      <Confirm
        open={asked === 'up'} title={words.takeUpTitle} verb={words.takeUp} onClose={close}
        onConfirm={() => up.mutateAsync({ id: unit.unit.id, code: spot.code })}
      >
        {words.takeUpText}
      </Confirm>
    </div>
  )
}

/** One finding: the fact, the rule behind it, and what can be done. */
export function Spot({ unit, spot }: Props) {
  return (
    <div className="spot">
      <h3><LineMark line={spot.line} />{spot.words}<Why about={spot.words} reason={spot.why} /></h3>
      <p>{spot.sentence}</p>
      <Told spot={spot} />
      <Acts unit={unit} spot={spot} />
    </div>
  )
}
