import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** A telephone that keeps one passkey: answers a browser's questions as WebAuthn says, rightly or, where told so, wrongly. */
export interface Authenticator {
  create(options: unknown, wrong?: Wrong): Record<string, unknown>
  get(options: unknown, wrong?: Wrong): Record<string, unknown>
}

export interface Wrong {
  origin?: string
  host?: string
  challenge?: string
  /** nobody unlocked it */
  locked?: boolean
  counter?: number
}

const sha = (value: string | Buffer) => createHash('sha256').update(value).digest()
const text = (value: Buffer) => value.toString('base64url')

const present = 0x01
const unlocked = 0x04
const attested = 0x40

export function authenticator(origin = 'http://localhost'): Authenticator {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const data = (host: string, flags: number, count: number, more = Buffer.alloc(0)) => {
    const rest = Buffer.alloc(5)
    rest[0] = flags
    rest.writeUInt32BE(count, 1)
    return Buffer.concat([sha(host), rest, more])
  }
  const clientData = (type: string, challenge: string, wrong: Wrong) =>
    Buffer.from(JSON.stringify({ type, challenge: wrong.challenge ?? challenge, origin: wrong.origin ?? origin, crossOrigin: false }))
  const wrapped = (response: Record<string, string>) =>
    ({ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {}, response })
  return {
    create(given, wrong = {}) {
      const options = given as { challenge: string; rp: { id: string } }
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseOf(keys.publicKey)])
      const flags = present | attested | (wrong.locked ? 0 : unlocked)
      const authData = data(wrong.host ?? options.rp.id, flags, 0, credential)
      const attestation = isoCBOR.encode(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(authData)]]) as never)
      const client = clientData('webauthn.create', options.challenge, wrong)
      return wrapped({ clientDataJSON: text(client), attestationObject: text(Buffer.from(attestation)) })
    },
    get(given, wrong = {}) {
      const options = given as { challenge: string; rpId: string }
      const authData = data(wrong.host ?? options.rpId, present | (wrong.locked ? 0 : unlocked), wrong.counter ?? ++counter)
      const client = clientData('webauthn.get', options.challenge, wrong)
      const signature = sign('sha256', Buffer.concat([authData, sha(client)]), keys.privateKey)
      return wrapped({ clientDataJSON: text(client), authenticatorData: text(authData), signature: text(signature) })
    },
  }
}

function coseOf(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  const bytes = (value: string) => new Uint8Array(Buffer.from(value, 'base64url'))
  const cose = new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, bytes(x!)], [-3, bytes(y!)]])
  return Buffer.from(isoCBOR.encode(cose as never))
}
