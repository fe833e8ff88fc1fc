import { Button, Dropdown } from 'antd'
import { linkTo } from '#base/web/call.ts'
import { exportTree } from '#organisations/contract.ts'
import { words } from '#organisations/web/words.ts'

export interface Place {
  id: string
  name: string
}

const formats = [['xlsx', 'Excel'], ['csv', 'CSV']] as const

interface Roster {
  places: Place[]
  title: string
  withPrint: boolean
}

/** Takes a roster away: of the row chosen, or of a top of the reach; on a phone prints too. */
export function RosterMenu({ places, title, withPrint }: Roster) {
  const items = places.flatMap((place) => formats.map(([format, label]) => ({
    key: `${place.id}-${format}`,
    label: <a href={linkTo(exportTree, { id: place.id, format })} download>{words.exportAs(place.name, label)}</a>,
  })))
  const printing = withPrint ? [{ key: 'print', label: words.print, onClick: () => print() }] : []
  if (items.length + printing.length === 0) return null
  return <Dropdown menu={{ items: [...items, ...printing] }} trigger={['click']}><Button>{title}</Button></Dropdown>
}

interface Opening {
  allOpen: boolean
  waiting: boolean
  onOpenAll: () => void
  onCloseAll: () => void
}

/** Opens everything, and closes it again. */
export function OpenAll({ allOpen, waiting, onOpenAll, onCloseAll }: Opening) {
  return (
    <div className="list-tools no-print">
      <Button type="text" loading={waiting} onClick={allOpen ? onCloseAll : onOpenAll}>
        {waiting ? words.opening : allOpen ? words.closeAll : words.openAll}
      </Button>
    </div>
  )
}
