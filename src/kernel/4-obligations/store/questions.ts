import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'

export interface Question {
  id: string
  name: string
  query: string
}

/** More than this nobody finds again. */
export const mostQuestions = 30

export const questionsOf = (tx: Db, realm: number, accountId: number): Promise<Question[]> =>
  many(tx, sql<Question>`select public_id as id, name, query from obligations_questions
    where realm_id = ${realm} and account_id = ${accountId} order by id limit ${mostQuestions}`)

export const insertQuestion = (tx: Db, realm: number, accountId: number, one: Question): Promise<number> =>
  run(tx, sql`insert into obligations_questions (realm_id, public_id, account_id, name, query)
    select ${realm}, ${one.id}, ${accountId}, ${one.name}, ${one.query}
    where (select count(*) from obligations_questions where realm_id = ${realm} and account_id = ${accountId}) < ${mostQuestions}
    on conflict do nothing`)

export const deleteQuestion = (tx: Db, realm: number, accountId: number, id: string): Promise<number> =>
  run(tx, sql`delete from obligations_questions where realm_id = ${realm} and account_id = ${accountId} and public_id = ${id}`)
