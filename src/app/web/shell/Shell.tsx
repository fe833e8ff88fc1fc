import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { useMiddling } from '#base/web/device.ts'
import type { MenuEntry } from '#base/web/pages.ts'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { EmergencyBanner } from '../administration/Banner.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { icons, mark } from './icons.tsx'
import { NoticeBell } from './NoticeBell.tsx'
import { PrintStamp } from './PrintStamp.tsx'
import { SearchBox } from './SearchBox.tsx'
import { SeatSwitcher } from './SeatSwitcher.tsx'

function MenuLinks({ entries }: { entries: MenuEntry[] }) {
  return entries.map((entry) => (
    <li key={entry.path}>
      <Link to={entry.path} activeOptions={{ exact: entry.path === '/' }} activeProps={{ 'aria-current': 'page' }}>
        {icons[entry.icon]}<span>{entry.words}</span>
      </Link>
    </li>
  ))
}

/** After going to another page the keyboard and the screen reader start at its content. */
function useFocusOnArrival() {
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (first.current) first.current = false
    else main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}

/** The frame around every page of someone signed in: bar above, navigation beside (or below, on a phone). */
export function Shell({ menu, children }: { menu: MenuEntry[]; children: ReactNode }) {
  const { me, seat, may } = useSession()
  const middling = useMiddling()
  const main = useFocusOnArrival()
  const entries = menu.filter((entry) => may(entry.permission) && (!entry.person || me.account.person !== null))
  return (
    <div className="shell">
      <a className="skip" href="#main">{words.skip}</a>
      <header className="bar no-print">
        <Link to="/" className="brand" title={words.home}>
          <span className="unseen">{words.home}：</span>
          {mark}
          {middling && seat
            ? <span className="brand-seat"><span>{seat.organisationName}</span><span className="quiet">{seat.postWords}</span></span>
            : <span className="brand-name">{words.name}</span>}
          {seat?.sample && <span className="tag tag-warn" title={words.sampleNote}>{words.sample}</span>}
        </Link>
        <SearchBox />
        <div className="bar-tools">
          {!middling && <SeatSwitcher />}
          <NoticeBell />
          {!middling && <Link to="/help" className="pop-button" aria-label={words.help} title={words.help}>{icons.help}</Link>}
          <AccountMenu withSeats={middling} />
        </div>
      </header>
      <nav className={middling ? 'tabs no-print' : 'rail no-print'} aria-label={words.mainMenu}>
        <ul><MenuLinks entries={entries} /></ul>
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <EmergencyBanner />
        {children}
        <PrintStamp />
      </main>
    </div>
  )
}
