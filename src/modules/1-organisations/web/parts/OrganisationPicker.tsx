import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import { read } from '#organisations/contract.ts'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { PickPanel, type Pickable } from '#organisations/web/parts/PickPanel.tsx'
import { words } from '#organisations/web/words.ts'

interface Props {
  /** public id of the organisation chosen */
  value: string | undefined
  onChange: (id: string | undefined) => void
  /** from the form's field: label and error belong to the button */
  control?: Partial<ControlProps>
  /** for those who hear it, where no field stands around it */
  label?: string
  /** which organisations may be chosen; the others are shown, grey */
  allow?: (one: Pickable) => boolean
  /** may be left empty again */
  clearable?: boolean
}

/** Chooses one organisation: by searching (name, pinyin) or by walking down the tree. */
export function OrganisationPicker({ value, onChange, control, label, allow, clearable }: Props) {
  const [open, setOpen] = useState(false)
  const { data } = useCall(read, { id: value ?? '' }, { enabled: !!value })
  const verb = value ? words.change : words.pick
  const choose = (id: string) => {
    setOpen(false)
    onChange(id)
  }
  return (
    <div className="picked">
      {value && <><strong>{data?.name ?? '…'}</strong>{data && <KindTag kind={data.kind} words={data.kindWords} />}</>}
      <Button
        {...control} aria-required={undefined}
        aria-label={label ? `${verb}：${label}` : verb}
        danger={control?.['aria-invalid']}
        aria-haspopup="dialog" onClick={() => setOpen(true)}
      >
        {verb}
      </Button>
      {clearable && value && <Button type="text" onClick={() => onChange(undefined)}>{words.clear}</Button>}
      <Modal
        open={open} title={label ?? words.pickTitle} footer={null} width="min(44rem, 96vw)" destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <PickPanel selected={value} allow={allow} onPick={choose} />
      </Modal>
    </div>
  )
}
