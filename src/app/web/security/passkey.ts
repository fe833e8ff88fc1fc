import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { addPasskey, passkeyOptions, passkeySignIn } from '#access/factors/contract.ts'
import type { InputOf, OutputOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { call, CallError } from '#base/web/call.ts'
import { words } from './words.ts'

type Options = { optionsJSON: never }

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn()

/** What the browser itself refused, as a sentence; the server's refusals bring their own. */
export function passkeyFault(error: unknown): Error {
  if (error instanceof CallError) return error
  const known = (error as { code?: string; name?: string }).code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
  const detail = known ? words.passkeyKnown : words.passkeyCancelled
  return new CallError({ type: 'about:blank', title: '', status: 422, code: 'web.passkey', reference: '', detail })
}

export async function showPasskey(): Promise<OutputOf<typeof passkeySignIn>> {
  const { options } = await call(passkeyOptions, {})
  const response = await startAuthentication({ optionsJSON: options } as Options)
  return call(passkeySignIn, { response } as unknown as InputOf<typeof passkeySignIn>)
}

/** Makes a passkey on this device from the server's question, and hands it over. */
export async function makePasskey(options: unknown, name: string): Promise<OutputOf<typeof addPasskey>> {
  const response = await startRegistration({ optionsJSON: options } as Options)
  return call(addPasskey, { act: newId(), name, response } as unknown as InputOf<typeof addPasskey>)
}
