import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { icons } from './icons.tsx'
import { Pop } from './Pop.tsx'

/** The posts one may act as; the present one is marked. */
export function SeatList({ onChosen }: { onChosen?: () => void }) {
  const { me, seat, changeSeat } = useSession()
  const mixed = me.seats.some((one) => !one.sample)
  return (
    <ul className="pop-list" aria-label={words.switchSeat}>
      {me.seats.map((one) => (
        <li key={one.id}>
          <button
            type="button" aria-pressed={one.id === seat?.id}
            onClick={() => {
              onChosen?.()
              if (one.id !== seat?.id) changeSeat(one.id)
            }}
          >
            <strong>{one.organisationName}</strong>
            <span className="quiet">{one.postWords}{mixed && one.sample && `　${words.sample}`}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** As which post one acts, always in sight; one click changes it. */
export function SeatSwitcher() {
  const { me, seat } = useSession()
  if (!seat) return <span className="quiet">{words.noSeat}</span>
  const now = <>以 <strong>{seat.organisationName}</strong> {seat.postWords} 身份</>
  if (me.seats.length === 1) return <span className="seat-now">{now}</span>
  return (
    <Pop
      className="seat"
      button={<><span className="unseen">{words.switchSeat}：</span><span className="seat-now">{now}</span>{icons.down}</>}
    >
      {(close) => <SeatList onChosen={close} />}
    </Pop>
  )
}
