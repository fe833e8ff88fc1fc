import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { createContext, use, useCallback, useMemo, type ReactNode } from 'react'
import { signOut as signOutEndpoint, whoAmI, type SeatView } from '#access/contract.ts'
import { seatPlace } from '#access/web/seat.ts'
import type { OutputOf } from '#base/contract.ts'
import { actAs, call, type CallError } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { setPref, usePref } from '#base/web/device.ts'
import { keepDraftsFor } from '#base/web/draft.ts'
import { useGo } from '#base/web/route.ts'

type Me = NonNullable<OutputOf<typeof whoAmI>['me']>

interface Session {
  me: Me
  /** the post acted as; null for an account without posts */
  seat: SeatView | null
  /** may the post acted as do this? Shows and hides; the server decides. */
  may: (permission: string | undefined) => boolean
  changeSeat: (id: string) => void
  signOut: () => Promise<void>
}

const Held = createContext<Session | null>(null)

/** Who is signed in and as which post; only inside the signed-in part of the app. */
export function useSession(): Session {
  const session = use(Held)
  if (!session) throw new Error('useSession outside the signed-in part')
  return session
}

export const useWho = (): UseQueryResult<OutputOf<typeof whoAmI>, CallError> => useCall(whoAmI, {})

export function SignedIn({ me, children }: { me: Me; children: ReactNode }) {
  const queries = useQueryClient()
  const go = useGo()
  const wished = usePref(seatPlace)
  const seat = me.seats.find((one) => one.id === wished) ?? me.seats[0] ?? null
  // before any child asks for anything: calls carry the post
  actAs(seat?.id ?? null)
  keepDraftsFor(me.account.login)

  const changeSeat = useCallback((id: string) => {
    setPref(seatPlace, id)
    actAs(id)
    go('/')
    // what the other post may see is another world
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== whoAmI.name })
  }, [queries, go])

  const signOut = useCallback(async () => {
    const { address } = await call(signOutEndpoint, {})
    actAs(null)
    // whoever came through the unit's own sign-on leaves there too
    location.assign(address ?? '/')
  }, [])

  const session = useMemo<Session>(() => {
    const held = new Set(seat?.permissions)
    return { me, seat, may: (permission) => !permission || held.has(permission), changeSeat, signOut }
  }, [me, seat, changeSeat, signOut])
  return <Held value={session}><div key={seat?.id} className="contents">{children}</div></Held>
}
