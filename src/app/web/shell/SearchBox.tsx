import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { useCall } from '#base/web/calls.ts'
import { useGo } from '#base/web/route.ts'
import { search, type Hit } from '#search/contract.ts'
import { words } from '../words.ts'
import { icons } from './icons.tsx'

/** Where a thing of each kind is shown. */
const places: Record<Hit['kind'], string> = { organisation: '/organisations', unit: '/units', person: '/people' }
const addressOf = (hit: Hit) => `${places[hit.kind]}/${hit.id}`

const takesKeys = 'input, textarea, select, [contenteditable="true"], [role="tree"], [role="grid"]'

/** "/" or Ctrl/⌘ K from anywhere but a field. */
function useShortcut(start: () => void) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const typing = (event.target as Element).closest?.(takesKeys)
      const asked = ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') || (event.key === '/' && !typing)
      if (!asked || event.isComposing) return
      event.preventDefault()
      start()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [start])
}

/** What stands still for a moment, and is not in the middle of a pinyin composition. */
function useSettled(text: string, composing: boolean): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => setSettled(text.trim()), 180)
    return () => clearTimeout(timer)
  }, [text, composing])
  return settled
}

interface FoundProps {
  id: string
  asking: boolean
  hits: Hit[]
  at: number
  choose: (index: number) => void
}

/** What was found, under the box; its number is read out. */
function Found({ id, asking, hits, at, choose }: FoundProps) {
  return (
    <div className={asking ? 'pop-panel finder-panel' : 'unseen'}>
      <div id={`${id}-list`} role="listbox" aria-label={words.search} className="pop-list">
        {asking && hits.map((hit, index) => (
          <div key={hit.kind + hit.id} role="presentation">
            <button
              type="button" id={`${id}-${index}`} role="option" tabIndex={-1}
              aria-selected={index === at} data-active={index === at || undefined}
              onPointerDown={(event) => event.preventDefault()} onClick={() => choose(index)}
            >
              <strong>{hit.title}</strong><span className="tag">{words.searchKind[hit.kind]}</span>
              {hit.detail && <span className="quiet">{hit.detail}</span>}
            </button>
          </div>
        ))}
      </div>
      <p className={asking && hits.length === 0 ? 'quiet finder-none' : 'unseen'} role="status">
        {asking && (hits.length === 0 ? words.searchNone : words.found(hits.length))}
      </p>
    </div>
  )
}

/** One box over everything one may see: names, pinyin, initials, the last digits of a telephone number. */
export function SearchBox() {
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [composing, setComposing] = useState(false)
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const go = useGo()
  const wanted = useSettled(text, composing)
  const { data } = useCall(search, { q: wanted }, { enabled: open && wanted.length > 0 })
  const hits = wanted ? (data?.hits ?? []) : []

  const start = () => {
    // at once, within the tap: a phone shows its keyboard only then
    flushSync(() => setOpen(true))
    input.current?.focus()
    input.current?.select()
  }
  useShortcut(start)
  useEffect(() => setAt(0), [data])

  const type = (typed: string) => {
    setText(typed)
    setOpen(true)
  }
  const choose = (index: number) => {
    const hit = hits[index]
    if (!hit) return
    setOpen(false)
    setText('')
    go(addressOf(hit))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      setOpen(false)
      setText('')
      input.current?.blur()
    } else if (event.key === 'Enter') choose(at)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt(hits.length > 0 ? (at + step + hits.length) % hits.length : 0)
    }
  }
  const asking = open && wanted.length > 0 && data !== undefined
  return (
    <div
      ref={box} className="finder" role="search" data-open={open || undefined}
      onBlur={(event) => { if (!box.current?.contains(event.relatedTarget)) setOpen(false) }}
    >
      <button type="button" className="pop-button finder-open" aria-label={words.search} onClick={start}>
        {icons.search}
      </button>
      <div className="finder-box">
        {icons.search}
        <input
          ref={input} type="search" role="combobox" aria-label={words.searchHint} placeholder={words.searchHint} value={text}
          autoComplete="off"
          aria-expanded={asking} aria-controls={`${id}-list`} aria-autocomplete="list" title={words.searchKeys}
          aria-activedescendant={asking && hits[at] ? `${id}-${at}` : undefined}
          onFocus={() => setOpen(true)} onChange={(event) => type(event.target.value)} onKeyDown={onKeyDown}
          onCompositionStart={() => setComposing(true)} onCompositionEnd={() => setComposing(false)}
        />
        <kbd aria-hidden>/</kbd>
      </div>
      <Found id={id} asking={asking} hits={hits} at={at} choose={choose} />
    </div>
  )
}
