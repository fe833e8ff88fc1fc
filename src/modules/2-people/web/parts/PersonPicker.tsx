import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { search } from '#search/contract.ts'
import { list, type PersonRow } from '#people/contract.ts'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

export interface PickedPerson {
  id: string
  name: string
}

interface Props {
  value?: PickedPerson | null
  onChange: (person: PickedPerson | null) => void
  label: string
  /** its members are offered before anything is typed; what is typed is looked for wherever the post may look */
  organisation?: string
  /** not offered: the person one stands on */
  except?: string
  control?: Partial<ControlProps>
}

interface Found extends PickedPerson {
  detail: string
}

/** A moment's rest before asking: one request per word, not per letter. */
function useSettled(text: string) {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 200)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function useFound(text: string, organisation: string | undefined): { found: Found[]; waiting: boolean } {
  const asked = text !== ''
  const near = { organisation: organisation ?? '', limit: 20 }
  const first = useCall(list, near, { enabled: !asked && organisation !== undefined })
  const hits = useCall(search, { q: text, limit: 20 }, { enabled: asked })
  if (!asked) {
    const rows = organisation === undefined ? [] : first.data?.rows ?? []
    const detailOf = (row: PersonRow) => `${row.organisation.name}　${row.statusWords}`
    const found = rows.map((row) => ({ id: row.id, name: row.name, detail: detailOf(row) }))
    return { found, waiting: first.isFetching }
  }
  const persons = (hits.data?.hits ?? []).filter((hit) => hit.kind === 'person')
  const found = persons.map((hit) => ({ id: hit.id, name: hit.title, detail: hit.detail }))
  return { found, waiting: hits.isFetching }
}

/** Chooses one person by characters, pinyin or initials; namesakes are told apart by where they stand. */
export function PersonPicker({ value, onChange, label, organisation, except, control }: Props) {
  const [text, setText] = useState('')
  const settled = useSettled(text.trim())
  const { found, waiting } = useFound(settled, organisation)
  const offered = found.filter((one) => one.id !== except)
  const options = offered.map((one) => ({ value: one.id, label: one.name, detail: one.detail }))
  // the name stays on show while other searches bring other options
  const known = value && !offered.some((one) => one.id === value.id)
    ? [{ value: value.id, label: value.name, detail: '' }]
    : []
  const choose = (id: string | undefined) => {
    const one = [...found, ...(value ? [value] : [])].find((person) => person.id === id)
    onChange(one ? { id: one.id, name: one.name } : null)
  }
  return (
    <Select
      {...control} aria-label={control?.id ? undefined : label} placeholder={words.choosePerson} allowClear
      loading={waiting} value={value?.id} options={[...known, ...options]}
      notFoundContent={settled ? words.noPerson : words.typeMore}
      showSearch={{ filterOption: false, onSearch: setText }} status={control?.['aria-invalid'] && 'error'}
      onChange={(chosen: string | undefined) => choose(chosen)}
      optionRender={({ label: name, data }) => (
        <span className="picker-option">{name}<span className="quiet">{data.detail}</span></span>
      )}
    />
  )
}
