import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { useSeat } from '#access/web/seat.ts'
import { readUnit, units } from '#organisations/contract.ts'
import { words } from '#organisations/web/words.ts'

interface Props {
  value: string[]
  onChange: (ids: string[]) => void
  control?: Partial<ControlProps>
}

type Answer = OutputOf<typeof readUnit>
const namesIn = (results: UseQueryResult<Answer>[]) =>
  new Map(results.flatMap(({ data }) => (data ? [[data.unit.id, data.unit.name] as const] : [])))

/** Chooses units by name; those chosen keep their names also after a reload. */
export function UnitPicker({ value, onChange, control }: Props) {
  const [text, setText] = useState('')
  const { seat } = useSeat()
  const asked = { organisation: seat?.organisation ?? '', limit: 30, ...(text && { q: text }) }
  const found = useCall(units, asked, { enabled: seat !== null })
  const names = useQueries({
    queries: value.map((id) => ({ queryKey: [readUnit.name, { id }], queryFn: () => call(readUnit, { id }) })),
    combine: namesIn,
  })
  const offered = new Map(found.data?.rows.map((unit) => [unit.id, unit.name]))
  const chosen = value.map((id) => [id, names.get(id) ?? offered.get(id) ?? '…'] as const)
  const options = [...new Map([...offered, ...chosen])]
  return (
    <Select
      {...control} mode="multiple" value={value} placeholder={words.findUnits} loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: (typed) => setText(typed.trim()) }}
      notFoundContent={words.unitMissing}
      options={options.map(([id, label]) => ({ value: id, label }))} onChange={(ids: string[]) => onChange(ids)}
      status={control?.['aria-invalid'] && 'error'}
    />
  )
}
