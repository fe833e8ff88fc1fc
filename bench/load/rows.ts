import { randomBytes } from 'node:crypto'
import { keyedHash, type Keys } from '#base/seal.ts'
import { maskIdNumber } from '#exchange/values/id-number.ts'
import { maskPhone } from '#exchange/values/phone.ts'
import { gramsOf, nameKeys, personKeys, type NameKeys } from '#search/keys.ts'
import { headOf } from '#organisations/posts.ts'
import { ancestorsOf } from '#people/store/memberships.ts'
import type { MembershipRow, OrganisationRow, PersonRow } from '../world.ts'
import type { Value } from './copy.ts'
import { publicIdOf } from './places.ts'

/** Columns and values of our tables. Whoever changes a table's columns changes them here. */
export const realm = 1

export const organisationColumns =
  'realm_id, id, public_id, kind, line, name, name_key, initials, grams, parent_id, path, depth, position, founded_on'

export function organisationValues(row: OrganisationRow): Value[] {
  const { key, initials } = nameKeys(row.name)
  const publicId = publicIdOf('organisation', row.id)
  const names = [row.name, key, initials, gramsOf(row.name)]
  return [realm, row.id, publicId, row.kind, row.line, ...names, row.parentId, row.path, row.depth, row.id, row.founded]
}

export const versionColumns = 'realm_id, organisation_id, from_on, name, kind, parent_id, act_id'
export const versionValues = (row: OrganisationRow): Value[] =>
  [realm, row.id, row.founded, row.name, row.kind, row.parentId, publicIdOf('organisation', row.id)]

export const personColumns = `realm_id, id, public_id, name, name_key, initials, sex, born, nation, education, category, job, id_number,
  id_hash, id_mask, phone, phone_hash, phone_tail, phone_mask, address, paths`

/** Sealed columns hold noise of the right length: sealing two million people takes a minute, and no case opens them. */
const noise = randomBytes(65_536)
const sealedLike = (text: string, at: number): Buffer => {
  const start = (at * 97) % 65_000
  return noise.subarray(start, start + 39 + Buffer.byteLength(text))
}

const keysOfNames = new Map<string, NameKeys>()
function keysOf(name: string): NameKeys {
  const known = keysOfNames.get(name) ?? personKeys(name)
  keysOfNames.set(name, known)
  return known
}

/** The generator's telephones repeat, so most of their hashes are known already. */
const hashesOf = new WeakMap<Keys, Map<string, Buffer>>()
function repeatedHash(keys: Keys, kind: 'phone' | 'phone-tail', value: string): Buffer {
  const hashes = hashesOf.get(keys) ?? new Map<string, Buffer>()
  hashesOf.set(keys, hashes)
  const known = hashes.get(kind + value) ?? keyedHash(keys, kind, value)
  hashes.set(kind + value, known)
  return known
}

export function personValues(keys: Keys, person: PersonRow, paths: string[]): Value[] {
  const { key, initials } = keysOf(person.name)
  const idNumber = [sealedLike(person.idNumber, person.id), keyedHash(keys, 'id-number', person.idNumber), maskIdNumber(person.idNumber)]
  const phoneHashes = [repeatedHash(keys, 'phone', person.phone), repeatedHash(keys, 'phone-tail', person.phone.slice(-4))]
  return [
    realm, person.id, publicIdOf('person', person.id), person.name, key, initials, person.sex, person.born, person.nation, person.education,
    '在职人员', '工作人员', ...idNumber, sealedLike(person.phone, person.id), ...phoneHashes, maskPhone(person.phone),
    sealedLike('测量市测量区测量路一号一单元一〇一室', person.id + 7), paths,
  ]
}

export const membershipColumns = `realm_id, id, public_id, person_id, organisation_id, line, status, status_on, joined_on, from_on, path,
  a1, a2, a3, a4, name, name_key`

export const membershipValues = (row: MembershipRow, name: string): Value[] => [
  realm, row.id, publicIdOf('membership', row.id), row.personId, row.organisationId, row.line, row.status, row.since, row.since, row.since,
  row.path, ...ancestorsOf(row.path), name, keysOf(name).key,
]

export const postColumns = 'realm_id, id, public_id, person_id, organisation_id, post, from_on, path'

/** The first person of an organisation heads it. */
export const headValues = (row: OrganisationRow, personId: number): Value[] =>
  [realm, row.id, publicIdOf('post', row.id), personId, row.id, headOf(row.kind).code, row.founded, row.path]

export const statsColumns = 'realm_id, organisation_id, path, line, members, voting, young, sized_as'
export const termColumns = 'realm_id, organisation_id, starts_on, due_on, rule'
