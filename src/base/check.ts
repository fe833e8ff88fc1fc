/**
 * Something that always holds between stored things, whatever happened. `sql` answers a row per place where it does not,
 * with one text column `what` (numbers and kinds, no names of persons); read by the owner, who sees every realm.
 */
export interface Check {
  /** as a sentence of the field */
  words: string
  sql: string
}
