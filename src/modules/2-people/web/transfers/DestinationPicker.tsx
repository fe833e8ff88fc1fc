import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { destinations } from '#people/contract/transfers.ts'
import { words } from '#people/web/transfers/words.ts'

export interface Destination {
  id: string
  name: string
}
export type TransferLine = 'party' | 'league' | 'union' | 'pioneers'

interface Props {
  line: TransferLine
  value?: Destination | null
  onChange: (chosen: Destination | null) => void
  label: string
  control?: Partial<ControlProps>
}

/** Chooses the receiver by its name, wherever in the realm it stands; only names are shown. */
export function DestinationPicker({ line, value, onChange, label, control }: Props) {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 200)
    return () => clearTimeout(timer)
  }, [text])
  const found = useCall(destinations, { line, q: asked }, { enabled: asked !== '' })
  const rows = asked === '' ? [] : found.data?.rows ?? []
  const options = rows.map((row) => ({ value: row.id, label: row.name, detail: row.superior ?? row.kindWords }))
  const known = value && !rows.some((row) => row.id === value.id) ? [{ value: value.id, label: value.name, detail: '' }] : []
  const choose = (id: string | undefined) => {
    const one = [...rows, ...(value ? [value] : [])].find((row) => row.id === id)
    onChange(one ? { id: one.id, name: one.name } : null)
  }
  return (
    <Select
      {...control} aria-label={control?.id ? undefined : label} placeholder={words.receiverType} allowClear loading={found.isFetching}
      value={value?.id} options={[...known, ...options]} style={{ width: '100%' }}
      notFoundContent={asked ? words.receiverNone : words.receiverType}
      showSearch={{ filterOption: false, onSearch: setText }} status={control?.['aria-invalid'] && 'error'}
      onChange={(chosen: string | undefined) => choose(chosen)}
      optionRender={({ label: name, data }) => (
        <span className="picker-option">{name}<span className="quiet">{data.detail}</span></span>
      )}
    />
  )
}

export const destinationField = (name: string, label: string, line: TransferLine, help?: string): FieldSpec => ({
  name, label, kind: 'custom', help,
  render: (value, set, control) => (
    <DestinationPicker line={line} label={label} value={value as Destination | null} onChange={set} control={control} />
  ),
})

export const destinationId = (value: unknown): string | undefined => (value as Destination | null | undefined)?.id
