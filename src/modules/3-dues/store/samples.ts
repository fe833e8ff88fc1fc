import { sql } from 'kysely'
import { run, type Db } from '#base/sql.ts'

/** Of a sample realm and no other: the database itself looks. */
export const emptySample = (tx: Db, realm: number): Promise<number> => run(tx, sql`select dues_empty_sample_money(${realm}), dues_empty_sample(${realm})`)
