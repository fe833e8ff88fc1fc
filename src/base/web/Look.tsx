import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useLayoutEffect, useMemo, type ReactNode } from 'react'
import { useLarge, useStill, useTouch } from '#base/web/device.ts'
import { themeFor } from '#base/web/theme.ts'

/** The look of everything inside: theme, large type, Chinese words of antd's own parts. */
export function Look({ nonce, children }: { nonce?: string; children: ReactNode }) {
  const large = useLarge()
  const touch = useTouch()
  const still = useStill()
  const theme = useMemo(() => themeFor({ large, touch, still }), [large, touch, still])
  useLayoutEffect(() => {
    document.documentElement.classList.toggle('large', large)
  }, [large])
  return (
    // autoInsertSpace would write 保 存, which nobody can find by its name; a virtual list of choices reads out their codes
    <ConfigProvider
      locale={zhCN} theme={theme} csp={nonce ? { nonce } : undefined} button={{ autoInsertSpace: false }}
      wave={{ disabled: true }} virtual={false}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
