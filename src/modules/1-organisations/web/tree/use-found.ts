import { useCall } from '#base/web/calls.ts'
import { search } from '#search/contract.ts'

const latin = /^[a-z0-9\s]+$/i

/** Ids that the server finds by pinyin and initials; characters are found in the loaded names themselves. */
export function usePinyinHits(text: string): ReadonlySet<string> {
  const asked = latin.test(text)
  const { data } = useCall(search, { q: text, limit: 20 }, { enabled: asked && text.length > 0 })
  return new Set(asked ? data?.hits.filter((hit) => hit.kind === 'organisation').map((hit) => hit.id) : [])
}
