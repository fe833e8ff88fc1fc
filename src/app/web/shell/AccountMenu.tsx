import { Link } from '@tanstack/react-router'
import { setLarge, useLarge } from '#base/web/device.ts'
import { useSession } from '../session.tsx'
import { words as notices } from '../notices/words.ts'
import { words as security } from '../security/words.ts'
import { words } from '../words.ts'
import { icons } from './icons.tsx'
import { Pop } from './Pop.tsx'
import { SeatList } from './SeatSwitcher.tsx'

function LargeType() {
  const large = useLarge()
  return (
    <button type="button" role="switch" aria-checked={large} onClick={() => setLarge(!large)}>
      <span className="grow">{words.large}</span>
      <span className="switch" aria-hidden />
    </button>
  )
}

/** One's own things: large type, ways of signing in, password, leaving. On a phone also the posts. */
export function AccountMenu({ withSeats }: { withSeats: boolean }) {
  const { me, seat, signOut } = useSession()
  return (
    <Pop
      label={`${words.account}：${me.account.name}`} className="account"
      button={<>{icons.account}<span className="account-name">{me.account.name}</span></>}
    >
      {(close) => (
        <>
          <p className="pop-head">
            <strong>{me.account.name}</strong>
            {withSeats && seat && <span className="quiet">{words.actAs(`${seat.organisationName} ${seat.postWords}`)}</span>}
          </p>
          {withSeats && me.seats.length > 1 && <SeatList onChosen={close} />}
          <ul className="pop-list">
            <li><LargeType /></li>
            <li><Link to="/account/notices" onClick={close}>{notices.settings}</Link></li>
            <li><Link to="/account/security" onClick={close}>{security.title}</Link></li>
            <li><Link to="/account/password" onClick={close}>{words.password}</Link></li>
            <li><Link to="/help" onClick={close}>{words.help}</Link></li>
            <li><button type="button" onClick={() => void signOut()}>{words.signOut}</button></li>
          </ul>
        </>
      )}
    </Pop>
  )
}
