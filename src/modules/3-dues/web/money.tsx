import { Input } from 'antd'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'

/** Yuan as typed, to fen: two places at most, no sign. Null for what is no sum. */
export const fenOf = (typed: unknown): number | null =>
  (/^\d{1,7}(\.\d{1,2})?$/.test(String(typed ?? '')) ? Math.round(Number(typed) * 100) : null)

interface Props {
  value: unknown
  set: (value: unknown) => void
  control: ControlProps
}

/** A sum in yuan; nothing but digits and one point gets in. */
function Money({ value, set, control }: Props) {
  return (
    <Input
      {...control} className="money-field" value={String(value ?? '')} inputMode="decimal" autoComplete="off" suffix="元"
      onChange={({ target }) => { if (/^\d{0,7}(\.\d{0,2})?$/.test(target.value)) set(target.value) }}
    />
  )
}

export const moneyField = (name: string, label: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  name, label, kind: 'custom', sensitive: true, ...more,
  render: (value, set, control) => <Money value={value} set={set} control={control} />,
})
