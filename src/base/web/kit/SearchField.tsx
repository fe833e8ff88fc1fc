import { CloseCircleFilled } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { words } from '#base/web/words.ts'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  width?: string
}

/** A filter one types into: passes on what stands after a short pause, never in the middle of a pinyin composition. */
export function SearchField({ label, value, onChange, width = '16rem' }: Props) {
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const latest = useRef(onChange)
  useEffect(() => void (latest.current = onChange))
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value || composing.current) return
    const timer = setTimeout(() => latest.current(text.trim()), 250)
    return () => clearTimeout(timer)
  }, [text, value])
  return (
    <Input
      type="search" aria-label={label} placeholder={label} value={text} style={{ width, maxWidth: '100%' }}
      allowClear={{ clearIcon: <CloseCircleFilled role="img" aria-hidden={false} aria-label={words.clear} /> }}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => void (composing.current = true)}
      onCompositionEnd={(event) => {
        composing.current = false
        setText(event.currentTarget.value)
      }}
    />
  )
}
