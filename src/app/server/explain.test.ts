import { expect, test } from 'vitest'
import { explain } from './explain.ts'

const failure = (facts: { code?: string; message?: string; syscall?: string; path?: string }) => Object.assign(new Error(facts.message ?? ''), facts)

test.each([
  [{ code: 'EADDRINUSE', syscall: 'listen' }, 'PORT='],
  [{ code: 'EACCES', syscall: 'listen' }, '1024'],
  [{ code: 'EACCES', syscall: 'mkdir', path: '/srv/data' }, '没有权限写 /srv/data'],
  [{ code: 'EROFS', syscall: 'open', path: '/srv/data/keys.json' }, 'DATA_DIR='],
  [{ code: 'ENOSPC' }, '磁盘已满'],
  [{ code: 'ECONNREFUSED' }, 'PostgreSQL 连不上'],
  [{ code: '28P01' }, '用户名或密码'],
  [{ code: '28000', message: 'no pg_hba.conf entry' }, 'pg_hba.conf'],
  [{ code: '3D000', message: 'database "x" does not exist' }, 'create database'],
  [{ code: '42501', message: 'permission denied for schema public' }, 'alter database'],
  [{ code: '53300' }, 'max_connections'],
] as const)('%o is told with what to do', (facts, words) => expect(explain(failure(facts))).toContain(words))

test('a sentence of our own is left as it is', () => {
  expect(explain(new Error('请检查磁盘。'))).toBe('请检查磁盘。')
})
