import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useNarrow } from '#base/web/device.ts'

interface Props {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
}

/** A form beside the page it belongs to: the page stays in sight; the whole window on a phone. */
export function Sheet({ open, title, onClose, children }: Props) {
  const narrow = useNarrow()
  return (
    <Drawer
      open={open} title={title} size={narrow ? '100%' : 'min(38rem, 92vw)'} onClose={onClose} destroyOnHidden
      closable={{ 'aria-label': '关闭' }}
    >
      {children}
    </Drawer>
  )
}
