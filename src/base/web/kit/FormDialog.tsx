import { Modal } from 'antd'
import { useRef, type ReactNode } from 'react'

interface Props {
  open: boolean
  title: string
  wide?: boolean
  onClose: () => void
  /** an ActForm or a DraftForm, which brings its own buttons */
  children: ReactNode
}

/** A form over the page it belongs to. A click beside it does not throw away what was typed. */
export function FormDialog({ open, title, wide, onClose, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const begin = (shown: boolean) => {
    if (shown) box.current?.querySelector<HTMLElement>('input:not([type="date"]), textarea')?.focus()
  }
  return (
    <Modal
      open={open} title={title} footer={null} onCancel={onClose} width={wide ? '46rem' : '34rem'}
      mask={{ closable: false }} destroyOnHidden afterOpenChange={begin}
    >
      <div ref={box}>{children}</div>
    </Modal>
  )
}
