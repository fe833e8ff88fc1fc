import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { typedDay } from '#base/web/kit/typed-day.ts'
import { words } from '#base/web/words.ts'

interface Props {
  value: string
  onChange: (value: string) => void
  control?: Partial<ControlProps>
  /** name for those who hear it, where no label stands beside it */
  label?: string
  max?: string
  min?: string
}

/**
 * A day, typed as people type it (20120701, 2012.7.1) or picked from the browser's own calendar.
 * What cannot be read stays as typed, so that the contract names the fault and nothing is lost.
 */
export function DayField({ value, onChange, control, label, min, max }: Props) {
  const [text, setText] = useState(value)
  const picker = useRef<HTMLInputElement>(null)
  // what is being typed stays as typed while it means the same day
  useEffect(() => setText((now) => ((typedDay(now) ?? now) === value ? now : value)), [value])
  const settle = () => {
    const day = typedDay(text) ?? text.trim()
    setText(day)
    if (day !== value) onChange(day)
  }
  const type = (typed: string) => {
    setText(typed)
    onChange(typedDay(typed) ?? typed)
  }
  return (
    <div className="day">
      <Input
        {...control} className="grow" value={text} placeholder="2012-07-01" inputMode="numeric" autoComplete="off"
        aria-label={label} status={control?.['aria-invalid'] && 'error'}
        onChange={(event) => type(event.target.value)} onBlur={settle}
      />
      <Button aria-label={label ? `${words.dayPick}：${label}` : undefined} onClick={() => picker.current?.showPicker()}>
        {words.dayPick}
      </Button>
      <input
        ref={picker} type="date" tabIndex={-1} aria-hidden value={typedDay(value) ?? ''} min={min} max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
