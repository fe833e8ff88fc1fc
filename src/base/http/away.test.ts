import { expect, test } from 'vitest'
import { isDatabaseAway, isDiskFull } from './away.ts'

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code })

test.each([
  failure('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'),
  failure('read ECONNRESET', 'ECONNRESET'),
  failure('terminating connection due to administrator command', '57P01'),
  failure('the database system is starting up', '57P03'),
  failure('sorry, too many clients already', '53300'),
  failure('connection failure', '08006'),
  failure('Connection terminated unexpectedly'),
  failure('timeout exceeded when trying to connect'),
])('$message means: the database is away', (error) => expect(isDatabaseAway(error)).toBe(true))

test.each([
  failure('duplicate key value violates unique constraint', '23505'),
  failure('canceling statement due to statement timeout', '57014'),
  failure('disk full', '53100'),
  failure('undefined is not a function'),
])('$message is a fault of its own', (error) => expect(isDatabaseAway(error)).toBe(false))

test.each([
  failure('could not extend file "base/1": No space left on device', '53100'),
  failure('write ENOSPC', 'ENOSPC'),
  failure('could not write to file "pg_wal/xlogtemp.9": No space left on device', '58030'),
])('$message means: the disk is full', (error) => expect(isDiskFull(error)).toBe(true))

test('a connection that broke off does not mean a full disk', () => expect(isDiskFull(failure('read ECONNRESET', 'ECONNRESET'))).toBe(false))
