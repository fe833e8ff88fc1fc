import { Button } from 'antd'
import { useId, useRef, useState, type DragEvent } from 'react'

interface Props {
  /** 把文件拖到这里，或 */
  words: string
  choose: string
  help: string
  accept?: string
  disabled?: boolean
  onFile: (file: File) => void
}

/** Takes a file: dropped anywhere on it, or chosen with the button. */
export function FileDrop({ words, choose, help, accept = '.xlsx,.xls,.csv,.txt,.et', disabled, onFile }: Props) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const helpId = useId()
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file && !disabled) onFile(file)
    if (input.current) input.current.value = ''
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div
      className="drop"
      data-over={over || undefined}
      onDrop={onDrop}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
    >
      <p className="row">
        <span className="drop-words">{words}</span>
        <Button type="primary" disabled={disabled} aria-describedby={helpId} onClick={() => input.current?.click()}>
          {choose}
        </Button>
      </p>
      <p id={helpId} className="field-help">
        {help}
      </p>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-hidden
        accept={accept}
        onChange={(event) => take(event.target.files)}
      />
    </div>
  )
}
