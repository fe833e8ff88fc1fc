import { Link } from '@tanstack/react-router'
import { useCall } from '#base/web/calls.ts'
import { myNotices } from '#notices/contract.ts'
import { words } from '../words.ts'
import { icons } from './icons.tsx'

/** The bell: how many notices are unread; opens their page. */
export function NoticeBell() {
  const { data } = useCall(myNotices, { limit: 1 }, { every: 60_000 })
  const unread = data?.unread ?? 0
  const label = unread > 0 ? `${words.notices}，${words.unread(unread)}` : words.notices
  return (
    <Link to="/notices" className="pop-button" aria-label={label} title={words.notices}>
      {icons.notices}{unread > 0 && <span className="badge" aria-hidden>{unread > 99 ? '99+' : unread}</span>}
    </Link>
  )
}
