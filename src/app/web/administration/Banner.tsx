import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { whoAmI } from '#access/contract.ts'
import { emergencyPost } from '#access/administrators/posts.ts'
import { emergenciesHere, endEmergency, type EmergencyView } from '#app/administration/contract.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useSession } from '../session.tsx'
import { words } from './words.ts'

const clockOf = (instant: string) => momentOf(instant).slice(11)

function Mine({ row }: { row: EmergencyView }) {
  const { me, seat, changeSeat } = useSession()
  const end = useAct(endEmergency)
  const held = me.seats.find((one) => one.post === emergencyPost && one.organisationName === row.organisation)
  return (
    <div className="alarm" role="alert">
      <span className="grow">{words.bannerMine(row.organisation, clockOf(row.ends))}</span>
      <span className="row no-print">
        {held && held.id !== seat?.id && <Button size="small" onClick={() => changeSeat(held.id)}>{words.bannerSwitch}</Button>}
        <Button size="small" loading={end.isPending} onClick={() => end.mutate({ id: row.id })}>{words.end}</Button>
      </span>
    </div>
  )
}

/** While an emergency seat is open its holder, and everybody of the organisation concerned, sees it on every page. */
export function EmergencyBanner() {
  const queries = useQueryClient()
  const { me } = useSession()
  const rows = useCall(emergenciesHere, {}, { every: 30_000 }).data?.emergencies ?? []
  const mine = rows.filter((row) => row.mine).length
  const seats = me.seats.filter((seat) => seat.post === emergencyPost).length
  // the seat comes and goes with the hour: the list of posts follows
  useEffect(() => {
    if (mine !== seats) void queries.invalidateQueries({ queryKey: [whoAmI.name] })
  }, [mine, seats, queries])
  return rows.map((row) => row.mine
    ? <Mine key={row.id} row={row} />
    : (
      <div key={row.id} className="alarm" role="alert">
        <span>{words.bannerHere(row.organisation, row.holder, row.second, clockOf(row.ends))}{words.bannerReason(row.reason)}</span>
      </div>
    ))
}
