import { useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { GridColumn } from './grid-columns.ts'

export type Leaving = 'stay' | 'down' | 'up' | 'right' | 'left'

interface Props {
  column: GridColumn
  label: string
  /** what stands in the editor at first: the cell's text, or nothing where typing began */
  text: string
  placeholder?: string
  onDone: (text: string, leaving: Leaving) => void
  onAccept: () => void
  onCancel: () => void
}

/** A cell being typed over: Enter and Tab take it and go on, Esc leaves it as it was. */
export function CellEditor({ column, label, text, placeholder, onDone, onAccept, onCancel }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const over = useRef(false)
  const list = useId()
  useLayoutEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const end = (act: () => void) => {
    if (over.current) return
    over.current = true
    act()
  }
  const done = (leaving: Leaving) => end(() => onDone(input.current!.value, leaving))
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    // Enter that ends a pinyin composition is not for the sheet
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const { key, shiftKey, altKey } = event
    if (key !== 'Enter' && key !== 'Tab' && key !== 'Escape') return
    event.preventDefault()
    if (key === 'Escape') end(onCancel)
    else if (key === 'Enter' && altKey) end(onAccept)
    else if (key === 'Enter') done(shiftKey ? 'up' : 'down')
    else done(shiftKey ? 'left' : 'right')
  }
  return (
    <>
      <input
        ref={input}
        className="cell-input"
        defaultValue={text}
        placeholder={placeholder}
        aria-label={label}
        maxLength={2000}
        autoComplete="off"
        list={column.choices ? list : undefined}
        onKeyDown={onKeyDown}
        onBlur={() => done('stay')}
      />
      {column.choices && (
        <datalist id={list}>
          {column.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  )
}
