const hexes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Random bytes are drawn for many ids at a time. */
const drawn = new Uint8Array(16 * 64)
let used = drawn.length

/** A version 7 UUID (RFC 9562): sorts by time, made by the client that names the act. Runs in browser and server. */
export function newId(now: number = Date.now()): string {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  const at = (index: number): string => hexes[drawn[used + index]!]!
  const time = Math.floor(now).toString(16).padStart(12, '0')
  const version = hexes[(drawn[used + 6]! & 0x0f) | 0x70]!
  const variant = hexes[(drawn[used + 8]! & 0x3f) | 0x80]!
  const node = at(10) + at(11) + at(12) + at(13) + at(14) + at(15)
  const id = `${time.slice(0, 8)}-${time.slice(8)}-${version}${at(7)}-${variant}${at(9)}-${node}`
  used += 16
  return id
}
