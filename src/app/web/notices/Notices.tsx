import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { call } from '#base/web/call.ts'
import { usePages } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { myNotices, noticeClasses, readNotices } from '#notices/contract.ts'
import { permissions } from '#notices/hooks/contract.ts'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { words as own } from './words.ts'

/** What happened that concerns the one signed in; opening a notice marks it read. */
export function Notices() {
  const { rows, first, query } = usePages(myNotices, {})
  const { may } = useSession()
  const queries = useQueryClient()
  const markRead = async (id?: string) => {
    await call(readNotices, { id })
    await queries.invalidateQueries({ queryKey: [myNotices.name] })
  }
  return (
    <ListPage
      title={words.notices} query={query} shown={rows.length} printable={false}
      actions={(
        <>
          {!!first?.unread && <Button onClick={() => void markRead()}>{words.allRead}</Button>}
          {may(permissions.hooks) && <LinkButton to="/notices/groups">{own.groups}</LinkButton>}
          <LinkButton to="/account/notices">{own.settings}</LinkButton>
        </>
      )}
      empty={<Empty title={words.noNotices} hint={words.noNoticesHint} />}
    >
      <ul>
        {rows.map((notice) => (
          <li key={notice.id} className={notice.read ? 'work' : 'work work-new'}>
            <div className="grow">
              <div className="work-title">
                {!notice.read && <span className="unseen">{words.unreadOne}</span>}
                <Tag kind={notice.class === 'act' ? 'warn' : 'plain'}>{noticeClasses[notice.class]}</Tag>{' '}
                {notice.link
                  ? <Link to={notice.link} onClick={() => { if (!notice.read) void markRead(notice.id) }}>{notice.title}</Link>
                  : notice.title}
              </div>
              {notice.body && <div className="quiet">{notice.body}</div>}
            </div>
            <time className="quiet nowrap" dateTime={notice.at}>{momentOf(notice.at)}</time>
          </li>
        ))}
      </ul>
    </ListPage>
  )
}
