import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { DayField } from '#base/web/kit/DayField.tsx'
import { MonthField } from '#base/web/kit/MonthField.tsx'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { SecretInput } from '#base/web/kit/SecretInput.tsx'
import type { Values } from '#base/web/draft.ts'
import { words } from '#base/web/words.ts'

export interface Choice {
  value: string
  label: string
}

/** One field of a form, declared. */
export interface FieldSpec {
  name: string
  label: string
  kind: 'line' | 'text' | 'day' | 'month' | 'whole' | 'secret' | 'select' | 'choice' | 'check' | 'custom'
  help?: ReactNode
  optional?: boolean
  /** never kept on the device (ID number, telephone, password) */
  sensitive?: boolean
  options?: Choice[]
  maxLength?: number
  placeholder?: string
  autoComplete?: string
  /** which keyboard a phone shows */
  inputMode?: 'numeric'
  /** asked only when this holds */
  when?: (values: Values) => boolean
  /** for `custom`: a person picker, an organisation picker */
  render?: (value: unknown, set: (value: unknown) => void, control: ControlProps) => ReactNode
  /** how a value reads beside another one */
  show?: (value: unknown) => ReactNode
}

interface Props {
  spec: FieldSpec
  value: unknown
  set: (value: unknown) => void
  control: ControlProps
}

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value))

function Choices({ spec, value, set, control }: Props) {
  return (
    <div className="choice">
      {spec.options?.map((option) => (
        <label key={option.value}>
          <input type="radio" name={control.id} checked={value === option.value} onChange={() => set(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  )
}

function Typed({ spec, value, set, control }: Props) {
  const common = {
    ...control, value: textOf(value), maxLength: spec.maxLength, placeholder: spec.placeholder,
    autoComplete: spec.autoComplete ?? 'off', status: control['aria-invalid'] && ('error' as const),
  }
  if (spec.kind === 'text') {
    return <Input.TextArea {...common} rows={4} onChange={(event) => set(event.target.value)} />
  }
  if (spec.kind === 'secret') return <SecretInput {...common} onChange={(event) => set(event.target.value)} />
  const whole = spec.kind === 'whole'
  return (
    <Input
      {...common} inputMode={whole ? 'numeric' : spec.inputMode} style={whole ? { maxWidth: '12rem' } : undefined}
      onChange={(event) => set(whole ? wholeOf(event.target.value) : event.target.value)}
    />
  )
}

/** Digits become a number; anything else stays as typed, for the contract to refuse by name. */
const wholeOf = (typed: string) => (/^\d{1,12}$/.test(typed) ? Number(typed) : typed)

/** The control a declared field calls for. */
export function FieldControl({ spec, value, set, control }: Props) {
  switch (spec.kind) {
    case 'custom':
      return spec.render?.(value, set, control)
    case 'day':
      return <DayField value={textOf(value)} onChange={set} control={control} />
    case 'month':
      return <MonthField value={textOf(value)} onChange={set} control={control} />
    case 'choice':
      return <Choices spec={spec} value={value} set={set} control={control} />
    case 'check':
      return <input {...control} type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />
    case 'select':
      return (
        <Select
          {...control} value={value === '' ? undefined : (value as string | undefined)} options={spec.options}
          placeholder={spec.placeholder ?? words.choose} allowClear={spec.optional} showSearch={{ optionFilterProp: 'label' }}
          onChange={(next: string | undefined) => set(next ?? '')} status={control['aria-invalid'] && 'error'}
        />
      )
    case 'line':
    case 'text':
    case 'whole':
    case 'secret':
      return <Typed spec={spec} value={value} set={set} control={control} />
  }
}
