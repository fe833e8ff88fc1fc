import { hash } from 'node:crypto'
import pg from 'pg'

/** The application connects as this role: it owns nothing and bypasses no policy. Migrations grant to it by this name. */
export const appRole = 'tongxin_app'
export const ownerRole = 'tongxin_owner'

const named = (role: string) => `"${role.replaceAll('"', '""')}"`
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** One connection for one piece of work. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export function urlAs(url: string, role: string, password: string, database?: string): string {
  const made = new URL(url)
  made.username = role
  made.password = encodeURIComponent(password)
  if (database) made.pathname = `/${database}`
  return made.toString()
}

/**
 * Makes the role or sets its password; it can never be superuser, create roles or bypass row-level security.
 * An owner who is no superuser may not even repeat those attributes (PostgreSQL 15), so what is held is looked at.
 */
async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    'select rolsuper or rolbypassrls or rolcreaterole as mighty from pg_roles where rolname = $1',
    [role],
  )
  const [held] = rows
  if (held?.mighty) throw new Error(`${role} 的权限太大，会绕过行级安全`)
  const attributes = held ? `alter role ${named(role)} login`
    : `create role ${named(role)} login nosuperuser nocreatedb nocreaterole nobypassrls`
  await client.query(`${attributes} password ${quoted(password)}`)
}

/** Embedded server: roles owner and app, and the database owned by owner. Idempotent. */
export async function prepareEmbedded(superuserUrl: string, passwords: { owner: string; app: string }, database: string): Promise<Prepared> {
  await withClient(superuserUrl, async (client) => {
    await makeRole(client, ownerRole, passwords.owner)
    await makeRole(client, appRole, passwords.app)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (!rowCount) await client.query(`create database ${database} owner ${ownerRole}`)
  })
  return {
    ownerUrl: urlAs(superuserUrl, ownerRole, passwords.owner, database),
    appUrl: urlAs(superuserUrl, appRole, passwords.app, database),
    role: appRole,
  }
}

/** The role that this database's tables were granted to; null while there are none. An installation keeps the one it has. */
export async function roleHeld(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ role: string }>(
    `select r.rolname as role from pg_class c, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
      where c.oid = to_regclass('public.realms') and a.privilege_type = 'INSERT' and a.grantee <> c.relowner order by 1 limit 1`,
  )
  return rows[0]?.role ?? null
}

/** One server may hold several installations: each has a role of its own, or the second would change the first's password. */
export function roleFor(database: string): string {
  const role = `${appRole}_${database}`
  // PostgreSQL cuts longer names off without a word
  return Buffer.byteLength(role) <= 63 ? role : `${appRole}_${hash('sha256', database).slice(0, 16)}`
}

/** A migration grants to the role of this installation. */
export const grantedTo = (role: string, sql: string): string =>
  role === appRole ? sql : sql.replace(new RegExp(`\\b${appRole}\\b`, 'g'), () => named(role))

/** Refuses a server or database that cannot hold ours, before anything is written into it. */
export async function demandOwnServer(ownerUrl: string): Promise<void> {
  const sql = "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding"
  const { rows } = await withClient(ownerUrl, (client) => client.query<{ version: number; encoding: string }>(sql))
  const { version, encoding } = rows[0]!
  if (version < 150_000) throw new Error(`DATABASE_URL 指向的 PostgreSQL 版本太旧（${Math.floor(version / 10_000)}），请使用 15 到 18 版。`)
  if (encoding === 'UTF8') return
  throw new Error(`DATABASE_URL 指向的数据库编码是 ${encoding}，存不了全部汉字。请执行 create database tongxin encoding 'UTF8' template template0; 另建一个。`)
}

export interface Prepared {
  ownerUrl: string
  appUrl: string
  role: string
}

const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/** One's own server: DATABASE_URL is the owner; the app role is made by it where it may, else the sentence says how. */
export async function prepareOwn(ownerUrl: string, appPassword: string): Promise<Prepared> {
  const role = await withClient(ownerUrl, async (client) => {
    const wanted = (await roleHeld(client)) ?? roleFor(databaseOf(ownerUrl))
    await makeRole(client, wanted, appPassword).catch((error: Error) => {
      throw new Error(
        `不能在您的数据库里建立应用角色（${error.message}）。请让数据库管理员执行：create role ${named(wanted)} login password '…'; ` +
          '然后把它的连接地址放进环境变量 DATABASE_APP_URL。',
      )
    })
    return wanted
  })
  return { ownerUrl, appUrl: urlAs(ownerUrl, encodeURIComponent(role), appPassword), role }
}

/** Both addresses are given: the role is the one that the second signs in as. */
export const preparedBy = (ownerUrl: string, appUrl: string): Prepared =>
  ({ ownerUrl, appUrl, role: decodeURIComponent(new URL(appUrl).username) })
