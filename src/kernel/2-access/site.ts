import type { FastifyRequest } from 'fastify'
import type { SignOn } from '#access/sign-on/provider.ts'

/** Where people open this installation, as it was configured; without a configured address, as the browser asked. */
export interface Site {
  /** https://tongxin.example.cn */
  origin: string
  /** tongxin.example.cn: what a passkey is made for */
  host: string
  /** the origin was configured, so that it may stand on paper */
  isSet: boolean
  /** the unit's own sign-on, where it is configured */
  signOn: SignOn | null
}

export interface SiteParts {
  publicUrl: string | null
  signOn: SignOn | null
}

export function siteOf(parts: SiteParts, request: Pick<FastifyRequest, 'protocol' | 'host'>): Site {
  const asked = parts.publicUrl ?? `${request.protocol}://${request.host}`
  const { origin, hostname } = new URL(URL.canParse(asked) ? asked : 'http://localhost')
  return { origin, host: hostname, isSet: parts.publicUrl !== null, signOn: parts.signOn }
}
