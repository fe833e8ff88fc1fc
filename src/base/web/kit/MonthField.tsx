import { Input } from 'antd'
import { useEffect, useState } from 'react'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { typedMonth } from '#base/typed-day.ts'

interface Props {
  value: string
  onChange: (value: string) => void
  control?: Partial<ControlProps>
}

/** A month, typed as people type it (202611, 2026.11, 2026年11月). What cannot be read stays, for the contract to name the fault. */
export function MonthField({ value, onChange, control }: Props) {
  const [text, setText] = useState(value)
  // what is being typed stays as typed while it means the same month
  useEffect(() => setText((now) => ((typedMonth(now) ?? now) === value ? now : value)), [value])
  const type = (typed: string) => {
    setText(typed)
    onChange(typedMonth(typed) ?? typed)
  }
  return (
    <Input
      {...control} value={text} maxLength={12} placeholder="2026-07" inputMode="numeric" autoComplete="off" style={{ maxWidth: '12rem' }}
      status={control?.['aria-invalid'] && 'error'} onChange={(event) => type(event.target.value)} onBlur={() => setText(typedMonth(text) ?? text.trim())}
    />
  )
}
