import { Button } from 'antd'
import { useId, useRef, useState, type DragEvent } from 'react'
import { words } from '../words.ts'

interface Props {
  disabled: boolean
  onFile: (file: File) => void
}

/** Takes a file: dropped anywhere on it, or chosen with the button. */
export function DropZone({ disabled, onFile }: Props) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const help = useId()
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
        <span className="drop-words">{words.drop}</span>
        <Button type="primary" disabled={disabled} aria-describedby={help} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
      </p>
      <p id={help} className="field-help">
        {words.dropHelp}
      </p>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-hidden
        accept=".xlsx,.xls,.csv,.txt,.et"
        onChange={(event) => take(event.target.files)}
      />
    </div>
  )
}
