import { Button } from 'antd'
import { practiceFile } from '#app/contract.ts'
import { linkTo } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { search } from '#search/contract.ts'
import { words } from '../words.ts'

/** Where the practice roster belongs: the sample world's body without a roster, or whoever stands above it. */
const practiceTarget = '同心城市建设集团有限公司委员会'

/** In the sample world: the roster to practise with, and where to import it. Only for posts in whose reach it lies. */
export function Practice({ organisation, onPick }: { organisation: string; onPick: (id: string) => void }) {
  const found = useCall(search, { q: practiceTarget, limit: 10 })
  const body = found.data?.hits.find(({ kind, title }) => kind === 'organisation' && title === `中共${practiceTarget}`)
  if (!body) return null
  return (
    <Note>
      {words.practiceHint(body.title)}
      <div className="row note-acts">
        <Button href={linkTo(practiceFile, {})} download>
          {words.practice}
        </Button>
        {organisation !== body.id && <Button onClick={() => onPick(body.id)}>{words.practiceUse}</Button>}
      </div>
    </Note>
  )
}
