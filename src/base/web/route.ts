import { useNavigate, useParams, useSearch } from '@tanstack/react-router'

type Flat = Record<string, string>

/** Addresses stay readable: `?q=张三&line=party`, never JSON. */
export const parseSearch = (text: string): Flat => Object.fromEntries(new URLSearchParams(text))

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value))
  }
  return query.size > 0 ? `?${query}` : ''
}

/** The parts of the address: `/people/$id` gives `{ id }`. */
export const useAddress = (): Flat => useParams({ strict: false }) as Flat

/** The filters of a page, kept in the address so that it can be shared and reloaded. */
export function useFilters(): [Flat, (change: Record<string, string | undefined>) => void] {
  const search = useSearch({ strict: false }) as Flat
  const navigate = useNavigate()
  const change = (next: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: { ...search, ...next } as never, replace: true })
  return [search, change]
}

/** Goes to an address of this app: `go('/people/…')`. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return (to, options) => void navigate({ href: to, replace: options?.replace })
}
