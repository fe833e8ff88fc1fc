import type { Ref } from '#ledger/act.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { actsOn, type ActHeld } from '#ledger/present.ts'
import { sourceWords as words } from '#people/mirror/words.ts'

const who = ({ post, doer }: ActHeld): string => (post === doer ? doer : `${post} ${doer}`)
const changedIn = ({ payload }: ActHeld): readonly string[] => (payload['changed'] as string[] | undefined) ?? []

const changes: Readonly<Record<string, (who: string, on: string) => string>> = {
  'people.change': words.corrected,
  'people.settle-correction': words.asked,
  'people.enter-sheet': words.signed,
}

/** Where the record came from as a whole: typed by somebody, or a line of a file. */
function origin(acts: readonly ActHeld[]): string | null {
  const first = acts.find((one) => one.kind === 'people.register' || one.kind === 'exchange.commit')
  if (!first) return null
  if (first.kind === 'people.register') return words.typed(who(first), first.on)
  return words.imported(String(first.payload['file']), who(first), first.on)
}

/** A later file may have completed any field: it is named, for nobody can say which. */
function afterwards(acts: readonly ActHeld[]): string {
  const files = acts.filter((one) => one.kind === 'exchange.commit')
  const isOrigin = acts.find((one) => one.kind === 'people.register' || one.kind === 'exchange.commit')?.kind === 'exchange.commit'
  const later = files.slice(isOrigin ? 1 : 0).at(-1)
  const merged = acts.findLast((one) => one.kind === 'people.merge')
  return (later ? words.completed(String(later.payload['file']), later.on) : '') + (merged ? words.merged(who(merged), merged.on) : '')
}

export interface Sources {
  /** where a field's present value came from; null: nothing tells */
  of(field: string): string | null
  whole: string | null
  /** files through which the record came or was completed */
  files: string[]
  acts: number
}

/** What the ledger knows of where each value came from. */
export async function sourcesOf(tx: Db, world: World, realm: number, publicIds: readonly string[], came: readonly Ref[]): Promise<Sources> {
  const persons = publicIds.map((id) => ({ kind: 'person', id }))
  const acts = await actsOn(tx, world, realm, [...persons, ...came])
  const [first, after] = [origin(acts), afterwards(acts)]
  const whole = first && first + after
  const of = (field: string): string | null => {
    const last = acts.findLast((one) => changes[one.kind] && changedIn(one).includes(field))
    return last ? changes[last.kind]!(who(last), last.on) : whole
  }
  const files = acts.filter((one) => one.kind === 'exchange.commit').map((one) => `《${String(one.payload['file'])}》${one.on}`)
  return { of, whole, files: [...new Set(files)], acts: acts.length }
}
