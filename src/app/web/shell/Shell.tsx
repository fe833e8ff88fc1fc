import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { useMiddling, useNarrow } from '#base/web/device.ts'
import type { MenuEntry } from '#base/web/pages.ts'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { EmergencyBanner } from '../administration/Banner.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { icons, mark } from './icons.tsx'
import { NoticeBell } from './NoticeBell.tsx'
import { Pop } from './Pop.tsx'
import { PrintStamp } from './PrintStamp.tsx'
import { SearchBox } from './SearchBox.tsx'
import { SeatSwitcher } from './SeatSwitcher.tsx'

const holds = (path: string, pathname: string): boolean => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))

/** The entry one is in: of 我的登记 (/me) and 我的会议 (/me/meetings) the narrower one. */
const hereOf = (entries: MenuEntry[], pathname: string): MenuEntry | undefined =>
  entries.filter(({ path }) => holds(path, pathname)).toSorted((one, other) => other.path.length - one.path.length)[0]

interface Menu {
  entries: MenuEntry[]
  here: MenuEntry | undefined
}

function MenuLinks({ entries, here }: Menu) {
  return entries.map((entry) => (
    <li key={entry.path}>
      <Link to={entry.path} activeOptions={{ exact: true }} aria-current={entry === here ? 'page' : undefined}>
        {icons[entry.icon]}<span>{entry.words}</span>
      </Link>
    </li>
  ))
}

/** As many tabs as fingers can tell apart on a telephone, the one that unfolds the rest not counted. */
const tabs = 4

/** The lower edge of a telephone: the main pages, and one tab that holds the others. */
function Tabs({ entries, here }: Menu) {
  const { pathname } = useLocation()
  const narrow = useNarrow()
  if (!narrow || entries.length <= tabs + 1) return <ul><MenuLinks entries={entries} here={here} /></ul>
  const rest = entries.slice(tabs)
  const inRest = here && rest.includes(here) ? here : null
  return (
    <ul>
      <MenuLinks entries={entries.slice(0, tabs)} here={here} />
      <li>
        <Pop
          className="tabs-more" key={pathname}
          button={<span className="tab" data-here={inRest ? true : undefined}>{icons.more}<span>{inRest?.words ?? words.more}</span></span>}
        >
          {(close) => <ul className="pop-list" onClick={close}><MenuLinks entries={rest} here={here} /></ul>}
        </Pop>
      </li>
    </ul>
  )
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
  const { pathname } = useLocation()
  const entries = menu.filter((entry) => may(entry.permission) && (!entry.person || me.account.person !== null))
  const here = hereOf(entries, pathname)
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
        {middling ? <Tabs entries={entries} here={here} /> : <ul><MenuLinks entries={entries} here={here} /></ul>}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <EmergencyBanner />
        {children}
        <PrintStamp />
      </main>
    </div>
  )
}
