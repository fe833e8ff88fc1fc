import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { dayFault, typedDay } from '#base/typed-day.ts'
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

/** What is wrong with a settled text where no form stands around to say it. */
function faultIn(text: string, max: string | undefined): string | null {
  if (text.trim() === '') return null
  const day = typedDay(text)
  if (day === null) return dayFault(text)
  return max !== undefined && day > max ? words.dayMost(max) : null
}

/**
 * A day, typed as people type it (20120701, 2012.7.1) or picked from the browser's own calendar.
 * What cannot be read stays as typed, so that the contract names the fault and nothing is lost.
 */
export function DayField({ value, onChange, control, label, min, max }: Props) {
  const [text, setText] = useState(value)
  const [fault, setFault] = useState<string | null>(null)
  const faultId = useId()
  const picker = useRef<HTMLInputElement>(null)
  // what is being typed stays as typed while it means the same day
  useEffect(() => setText((now) => ((typedDay(now) ?? now) === value ? now : value)), [value])
  const settle = () => {
    const day = typedDay(text) ?? text.trim()
    setText(day)
    if (day !== value) onChange(day)
    if (!control) setFault(faultIn(day, max))
  }
  const type = (typed: string) => {
    setText(typed)
    setFault(null)
    onChange(typedDay(typed) ?? typed)
  }
  return (
    <div className="day">
      <Input
        {...control} className="grow" value={text} placeholder="2012-07-01" inputMode="numeric" autoComplete="off"
        aria-label={label} status={control?.['aria-invalid'] || fault ? 'error' : ''}
        {...(fault && { 'aria-invalid': true, 'aria-describedby': faultId })}
        onChange={(event) => type(event.target.value)} onBlur={settle} onPressEnter={control ? undefined : settle}
      />
      <Button aria-label={label ? `${words.dayPick}：${label}` : undefined} onClick={() => picker.current?.showPicker()}>
        {words.dayPick}
      </Button>
      <input
        ref={picker} type="date" tabIndex={-1} aria-hidden value={typedDay(value) ?? ''} min={min} max={max}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault && <span id={faultId} role="alert" className="field-error">{fault}</span>}
    </div>
  )
}
