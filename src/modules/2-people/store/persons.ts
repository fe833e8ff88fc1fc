import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { keyedHash, place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, maybe, one, planned, run, type Db, type Sql } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import { maskIdNumber } from '#exchange/values/id-number.ts'
import { maskPhone } from '#exchange/values/phone.ts'
import { personKeys } from '#search/keys.ts'

export interface Person {
  realm_id: number
  id: number
  public_id: string
  name: string
  sex: '男' | '女' | null
  born: string | null
  nation: string | null
  education: string | null
  category: string | null
  job: string | null
  id_mask: string | null
  id_hash: Buffer | null
  phone_mask: string | null
  has_address: boolean
  guardian: string | null
  guardian_mask: string | null
  lost_since: string | null
  floating_since: string | null
  floating_to: string | null
  paths: string[]
  merged_into: number | null
  version: number
  /** the import that registered them */
  batch_id: number | null
}

const columns = sql.raw(`p.realm_id, p.id, p.public_id, p.name, p.sex, p.born, p.nation, p.education, p.category, p.job, p.id_mask, p.id_hash,
  p.phone_mask, p.address is not null as has_address, p.guardian, p.guardian_mask, p.lost_since, p.floating_since, p.floating_to,
  p.paths, p.merged_into, p.version, p.batch_id`)

/** The fields of a person in clear, as a form or a sheet gives them. */
export interface PersonFields {
  name: string
  sex: '男' | '女' | null
  born: string | null
  nation: string | null
  education: string | null
  category: string | null
  job: string | null
  idNumber: string | null
  phone: string | null
  address: string | null
  guardian: string | null
  guardianPhone: string | null
  lostSince: string | null
  floatingSince: string | null
  floatingTo: string | null
}

export const secretFields = ['idNumber', 'phone', 'address', 'guardianPhone'] as const
export type SecretField = (typeof secretFields)[number]
const secretColumns: Record<SecretField, string> = { idNumber: 'id_number', phone: 'phone', address: 'address', guardianPhone: 'guardian_phone' }

export const personByPublicId = (tx: Db, realm: number, publicId: string): Promise<Person | null> =>
  maybe(tx, planned('people.by-public-id', sql<Person>`select ${columns} from people_persons p where p.realm_id = ${realm} and p.public_id = ${publicId}`))

export const personForChange = (tx: Db, realm: number, publicId: string): Promise<Person | null> =>
  maybe(tx, sql<Person>`select ${columns} from people_persons p where p.realm_id = ${realm} and p.public_id = ${publicId} for update`)

export const personById = (tx: Db, realm: number, id: number): Promise<Person | null> =>
  maybe(tx, sql<Person>`select ${columns} from people_persons p where p.realm_id = ${realm} and p.id = ${id}`)

export const personByIdForChange = (tx: Db, realm: number, id: number): Promise<Person | null> =>
  maybe(tx, sql<Person>`select ${columns} from people_persons p where p.realm_id = ${realm} and p.id = ${id} for update`)

/** Who holds an ID number in the realm, also beyond the reach: only the row id, so nothing of the person is shown. */
export const holderOf = async (tx: Db, keys: Keys, realm: number, idNumber: string): Promise<number | null> =>
  (await maybe(tx, sql<{ id: number | null }>`select people_holder(${realm}, ${keyedHash(keys, 'id-number', idNumber)}) id`))?.id ?? null

/** There are ten thousand ends of telephone numbers: each is hashed once. */
const tailHashes = new WeakMap<Keys, Map<string, Buffer>>()
function tailHash(keys: Keys, tail: string): Buffer {
  const hashes = tailHashes.get(keys) ?? new Map<string, Buffer>()
  tailHashes.set(keys, hashes)
  const hash = hashes.get(tail) ?? keyedHash(keys, 'phone-tail', tail)
  if (hashes.size < 10_000) hashes.set(tail, hash)
  return hash
}

/** The values of a row's sealed and derived columns. The public id is what ties a ciphertext to its row. */
export function sealedOf(keys: Keys, publicId: string, fields: PersonFields) {
  const sealed = (field: SecretField) => {
    const value = fields[field]
    return value === null ? null : seal(keys, place('people_persons', secretColumns[field], publicId), value)
  }
  const { idNumber, phone } = fields
  return {
    ...personKeys(fields.name),
    idNumber: sealed('idNumber'),
    idHash: idNumber === null ? null : keyedHash(keys, 'id-number', idNumber),
    idMask: idNumber === null ? null : maskIdNumber(idNumber),
    phone: sealed('phone'),
    phoneHash: phone === null ? null : keyedHash(keys, 'phone', phone),
    phoneTail: phone === null ? null : tailHash(keys, phone.slice(-4)),
    phoneMask: phone === null ? null : maskPhone(phone),
    address: sealed('address'),
    guardianPhone: sealed('guardianPhone'),
    guardianMask: fields.guardianPhone === null ? null : maskPhone(fields.guardianPhone),
  }
}

export async function insertPerson(tx: Db, keys: Keys, realm: number, fields: PersonFields, paths: string[]): Promise<{ id: number; publicId: string }> {
  const publicId = newId()
  const s = sealedOf(keys, publicId, fields)
  const { id } = await one(
    tx,
    sql<{ id: number }>`insert into people_persons (realm_id, public_id, name, name_key, initials, sex, born, nation, education, category, job,
        id_number, id_hash, id_mask, phone, phone_hash, phone_tail, phone_mask, address, guardian, guardian_phone, guardian_mask,
        lost_since, floating_since, floating_to, paths)
      values (${realm}, ${publicId}, ${fields.name}, ${s.key}, ${s.initials}, ${fields.sex}, ${fields.born}, ${fields.nation}, ${fields.education},
        ${fields.category}, ${fields.job}, ${s.idNumber}, ${s.idHash}, ${s.idMask}, ${s.phone}, ${s.phoneHash}, ${s.phoneTail}, ${s.phoneMask},
        ${s.address}, ${fields.guardian}, ${s.guardianPhone}, ${s.guardianMask}, ${fields.lostSince}, ${fields.floatingSince},
        ${fields.floatingTo}, ${paths})
      returning id`,
  )
  return { id, publicId }
}

/** Writes all fields anew and counts the version up. Names on memberships follow, wherever they are. */
export async function savePerson(tx: Db, keys: Keys, person: Person, fields: PersonFields): Promise<void> {
  const s = sealedOf(keys, person.public_id, fields)
  await run(
    tx,
    sql`update people_persons set name = ${fields.name}, name_key = ${s.key}, initials = ${s.initials}, sex = ${fields.sex}, born = ${fields.born},
        nation = ${fields.nation}, education = ${fields.education}, category = ${fields.category}, job = ${fields.job},
        id_number = ${s.idNumber}, id_hash = ${s.idHash}, id_mask = ${s.idMask}, phone = ${s.phone}, phone_hash = ${s.phoneHash},
        phone_tail = ${s.phoneTail}, phone_mask = ${s.phoneMask}, address = ${s.address}, guardian = ${fields.guardian},
        guardian_phone = ${s.guardianPhone}, guardian_mask = ${s.guardianMask}, lost_since = ${fields.lostSince},
        floating_since = ${fields.floatingSince}, floating_to = ${fields.floatingTo}, version = version + 1
      where realm_id = ${person.realm_id} and id = ${person.id}`,
  )
  await beyondReach(tx, () =>
    run(
      tx,
      sql`update people_memberships set name = ${fields.name}, name_key = ${s.key} where realm_id = ${person.realm_id} and person_id = ${person.id}`,
    ),
  )
}

/** One secret field in clear. Whoever calls this writes down who looked. */
export async function openField(tx: Db, keys: Keys, person: Person, field: SecretField): Promise<string | null> {
  const column = secretColumns[field]
  const row = await one(
    tx,
    sql<{ sealed: Buffer | null }>`select ${sql.ref(column)} as sealed from people_persons where realm_id = ${person.realm_id} and id = ${person.id}`,
  )
  return row.sealed === null ? null : unseal(keys, place('people_persons', column, person.public_id), row.sealed)
}

/** All fields in clear, for laying changes over them. */
export async function fieldsOf(tx: Db, keys: Keys, person: Person): Promise<PersonFields> {
  const { name, sex, born, nation, education, category, job, guardian } = person
  const plain = { name, sex, born, nation, education, category, job, guardian }
  const dated = { lostSince: person.lost_since, floatingSince: person.floating_since, floatingTo: person.floating_to }
  const secrets: Partial<Record<SecretField, string | null>> = {}
  for (const field of secretFields) secrets[field] = await openField(tx, keys, person, field)
  return { ...plain, ...dated, ...(secrets as Record<SecretField, string | null>) }
}

/** Persons with the same name and birth date, or the same phone, in the reach: perhaps the same person. */
export const alikeOf = (tx: Db, keys: Keys, realm: number, who: { name: string; born: string | null }): Promise<Person[]> =>
  many(
    tx,
    sql<Person>`select ${columns} from people_persons p where p.realm_id = ${realm} and p.name = ${who.name} and p.born = ${who.born}
      and p.merged_into is null limit 5`,
  )

/**
 * Keeps `paths` equal to where the person's open memberships and posts stand, and where they are looked after (流动). Someone who left everything stays visible
 * where they stood last: history remains with the organisation.
 */
export const refreshPaths = (tx: Db, realm: number, personIds: number[]): Promise<number> =>
  beyondReach(tx, () => run(tx, pathsAnew(realm, personIds)))

const pathsAnew = (realm: number, personIds: number[]): Sql =>
  sql`update people_persons p set paths = open.paths
      from (select t.person_id, array_agg(distinct t.path) paths from (
          select person_id, path from people_memberships where realm_id = ${realm} and person_id = any(${personIds}::bigint[]) and to_on is null
          union all
          select person_id, path from people_posts where realm_id = ${realm} and person_id = any(${personIds}::bigint[]) and to_on is null
          union all
          select person_id, to_path from people_floating where realm_id = ${realm} and person_id = any(${personIds}::bigint[])
            and ended_on is null and to_path is not null
        ) t group by t.person_id) open
      where p.realm_id = ${realm} and p.id = open.person_id`

export async function saveMerged(tx: Db, from: Person, into: Person): Promise<void> {
  await run(
    tx,
    sql`update people_persons set merged_into = ${into.id}, id_number = null, id_hash = null, phone_hash = null, phone_tail = null,
      version = version + 1 where realm_id = ${from.realm_id} and id = ${from.id}`,
  )
}
