import { Button, type ButtonProps } from 'antd'
import type { MouseEvent } from 'react'
import { useGo } from '#base/web/route.ts'

/** A button that goes to a page: a real link, which can be copied and opened in another tab. */
export function LinkButton({ to, ...rest }: Omit<ButtonProps, 'href' | 'onClick'> & { to: string }) {
  const go = useGo()
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return <Button {...rest} href={to} onClick={open} />
}
