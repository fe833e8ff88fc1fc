import { lookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { allow, refuse, type Decision } from '#base/decision.ts'

/** Everything that is not the public network: own machine, private, link-local, carrier, test, multicast, reserved, mapped and tunnelled. */
const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inner.addSubnet(net, bits, 'ipv4')
/** What of IPv6 is the public network; the rest (::1, fc00::, fe80::, ::ffff:, 64:ff9b::) is not. */
const outer6 = new BlockList()
outer6.addSubnet('2000::', 3, 'ipv6')
const tunnels = new BlockList()
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) tunnels.addSubnet(net, bits, 'ipv6')

export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !inner.check(address, 'ipv4')
  return outer6.check(address, 'ipv6') && !tunnels.check(address, 'ipv6')
}

/** Whether the operator lets this host be called whatever its address: named as `host` or `host:port`. */
export const isAllowedPrivate = ({ hostname, host }: URL, privateHosts: readonly string[]): boolean =>
  privateHosts.some((one) => one === hostname || one === host)

export type AddressRefusal = 'notices.address-not-https' | 'notices.address-private' | 'notices.address-with-password'

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** May a robot have this address? Names are resolved only when it is called, and tested then. */
export function mayCall(address: string, privateHosts: readonly string[]): Decision<URL, AddressRefusal> {
  if (!URL.canParse(address)) return refuse('notices.address-not-https')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return refuse('notices.address-with-password')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('notices.address-not-https')
  if (isAllowedPrivate(url, privateHosts)) return allow(url)
  if (url.protocol !== 'https:') return refuse('notices.address-not-https')
  const host = bare(url.hostname)
  const isInner = isIP(host) !== 0 ? !isPublic(host) : /^(localhost|.*\.(localhost|local|internal|lan|home\.arpa))\.?$/i.test(host) || !host.includes('.')
  return isInner ? refuse('notices.address-private') : allow(url)
}

export class PrivateAddress extends Error {}

/**
 * Resolves a name for one connection and refuses when any of its addresses is not public. The connection goes to the very
 * address that was tested: a name that answers otherwise the second time gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as LookupAddress[] | undefined
    if (error || !addresses?.[0]) return callback(error ?? new Error('no address'), '', 4)
    if (!addresses.every(({ address }) => isPublic(address))) return callback(new PrivateAddress(hostname), '', 4)
    if (options.all) return callback(null, addresses)
    callback(null, addresses[0].address, addresses[0].family)
  })
}
