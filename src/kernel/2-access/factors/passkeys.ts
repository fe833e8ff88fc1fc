import { isIP } from 'node:net'
import {
  generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse,
  type AuthenticationResponseJSON, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { Account } from '#access/actor.ts'
import type { Site } from '#access/site.ts'

/** EdDSA, ES256, RS256: what every authenticator in use speaks. */
const algorithms = [-8, -7, -257]

/** Browsers make passkeys for names only, and only over TLS or on the machine itself. */
export function takesPasskeys({ origin, host }: Pick<Site, 'origin' | 'host'>): boolean {
  return isIP(host.replace(/[[\]]/g, '')) === 0 && (origin.startsWith('https:') || host === 'localhost')
}

interface PasskeyRow {
  id: number
  account_id: number
  credential_id: string
  public_key: Buffer
  counter: number
  transports: string[]
  host: string
}

export const passkeysOf = (db: Db, accountId: number) =>
  many(
    db,
    sql<{ public_id: string; name: string; host: string; made_at: Date; used_at: Date | null; credential_id: string }>`
      select public_id, name, host, made_at, used_at, credential_id from access_passkeys where account_id = ${accountId} order by id`,
  )

/** What the browser needs to make a passkey: discoverable, so that nobody types a login, and unlocked by its owner. */
export async function passkeyToMake(db: Db, account: Account, site: Site): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const held = await passkeysOf(db, account.id)
  return generateRegistrationOptions({
    rpName: '同心',
    rpID: site.host,
    userName: account.login,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.publicId)),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: held.filter((one) => one.host === site.host).map((one) => ({ id: one.credential_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** The same for whoever asks: it names no account and no passkey, so it tells nothing of either. */
export const passkeyToShow = (site: Site): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' })

/** The challenge an answer carries; it finds the question. */
export function challengeIn(response: { response: { clientDataJSON: string } }): string {
  try {
    const data = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString()) as { challenge?: unknown }
    return String(data.challenge ?? '')
  } catch {
    return ''
  }
}

/** Keeps a new passkey; false when the answer is not right, or the passkey is known already. */
export async function keepPasskey(
  tx: Db, made: { accountId: number; name: string; response: RegistrationResponseJSON; challenge: string; site: Site; now: Date },
): Promise<string | null> {
  const { response, challenge, site } = made
  const checked = await verifyRegistrationResponse({
    response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.host, requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  if (!checked?.verified) return null
  const { credential } = checked.registrationInfo
  const publicId = newId()
  const kept = await run(
    tx,
    sql`insert into access_passkeys (public_id, account_id, credential_id, public_key, counter, transports, host, name, made_at)
      values (${publicId}, ${made.accountId}, ${credential.id}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
        ${(credential.transports ?? []).map(String)}, ${site.host}, ${made.name}, ${made.now}) on conflict (credential_id) do nothing`,
  )
  return kept === 1 ? publicId : null
}

/** Whose passkey answered rightly; null otherwise. A copied passkey betrays itself by a counter that does not rise. */
export async function accountShowing(
  tx: Db, shown: { response: AuthenticationResponseJSON; challenge: string; site: Site; now: Date },
): Promise<number | null> {
  const { response, challenge, site, now } = shown
  const row = await maybe(
    tx,
    sql<PasskeyRow>`select id, account_id, credential_id, public_key, counter, transports, host from access_passkeys
      where credential_id = ${response.id} and host = ${site.host} for update`,
  )
  if (!row) return null
  const credential = { id: row.credential_id, publicKey: new Uint8Array(row.public_key), counter: row.counter }
  const checked = await verifyAuthenticationResponse({
    response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.host, credential, requireUserVerification: true,
  }).catch(() => null)
  if (!checked?.verified) return null
  await run(tx, sql`update access_passkeys set counter = ${checked.authenticationInfo.newCounter}, used_at = ${now} where id = ${row.id}`)
  return row.account_id
}

export const removePasskey = async (tx: Db, accountId: number, publicId: string): Promise<string | null> =>
  (await maybe(
    tx,
    sql<{ name: string }>`delete from access_passkeys where account_id = ${accountId} and public_id = ${publicId} returning name`,
  ))?.name ?? null
