import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { MenuEntry } from '#base/web/pages.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { SignedIn, useWho } from '../session.tsx'
import { Shell } from './Shell.tsx'

const SignIn = lazy(async () => ({ default: (await import('../pages/SignIn.tsx')).SignIn }))

interface Props {
  menu: MenuEntry[]
  isOpen: (path: string) => boolean
}

/** Decides what stands around the page: nothing (sign-in, activation) or the shell. */
export function Frame({ menu, isOpen }: Props) {
  const { pathname } = useLocation()
  const who = useWho()
  if (isOpen(pathname)) return <Outlet />
  if (who.error && !who.data) {
    return <main className="page page-narrow"><ErrorNote error={who.error} retry={() => void who.refetch()} /></main>
  }
  if (!who.data) return <div aria-busy />
  const { me, firstRun } = who.data
  if (!me) return <Suspense fallback={<div aria-busy />}><SignIn firstRun={firstRun} /></Suspense>
  return <SignedIn me={me}><Shell menu={menu}><Outlet /></Shell></SignedIn>
}
