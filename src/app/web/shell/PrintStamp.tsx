import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'

const now = () => momentOf(new Date().toISOString())

/** The last line on paper: from where, by whom as which post, when. */
export function PrintStamp() {
  const { me, seat } = useSession()
  const [at, setAt] = useState(now)
  useEffect(() => {
    const stamp = () => flushSync(() => setAt(now()))
    addEventListener('beforeprint', stamp)
    return () => removeEventListener('beforeprint', stamp)
  }, [])
  return (
    <div className="print-only print-stamp-box">
      <div className="print-stamp">
        <span>{words.name}{seat ? `　${seat.organisationName}` : ''}</span>
        <span>{me.account.name}{seat ? `（${seat.postWords}）` : ''}　{words.printedAt(at)}</span>
      </div>
    </div>
  )
}
