import { script, type Db } from '#base/sql.ts'

/**
 * For long work, while tables grow under it: fresh statistics for those that outgrew theirs, and the plans made from the old
 * ones forgotten (the check of a foreign key keeps its plan for a session). Cheap where nothing grew.
 */
export const renewStatistics = (tx: Db): Promise<void> => script(tx, 'select app_renew_statistics(); discard plans')
