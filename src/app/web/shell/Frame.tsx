import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { MenuEntry } from '#base/web/pages.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { SignedIn, useWho } from '../session.tsx'
import { Shell } from './Shell.tsx'

const Enrol = lazy(async () => ({ default: (await import('../security/Enrol.tsx')).Enrol }))
const SignIn = lazy(async () => ({ default: (await import('../pages/SignIn.tsx')).SignIn }))

interface Props {
  menu: MenuEntry[]
  isOpen: (path: string) => boolean
}

/** Decides what stands around the page: nothing (sign-in, activation, setting up the second step) or the shell. */
export function Frame({ menu, isOpen }: Props) {
  const { pathname } = useLocation()
  const who = useWho()
  // stays until the recovery codes were seen, though the second step is there already
  const [enrolling, setEnrolling] = useState(false)
  if (isOpen(pathname)) return <Outlet />
  if (who.error && !who.data) {
    return <main className="page page-narrow"><ErrorNote error={who.error} retry={() => void who.refetch()} /></main>
  }
  if (!who.data) return <div aria-busy />
  const { me, firstRun, ways } = who.data
  if ((me?.mustEnrol ?? false) && !enrolling) setEnrolling(true)
  if (!me && enrolling) setEnrolling(false)
  if (!me) return <Suspense fallback={<div aria-busy />}><SignIn firstRun={firstRun} ways={ways} /></Suspense>
  if (enrolling) return <Suspense fallback={<div aria-busy />}><Enrol onDone={() => setEnrolling(false)} /></Suspense>
  return <SignedIn me={me}><Shell menu={menu}><Outlet /></Shell></SignedIn>
}
