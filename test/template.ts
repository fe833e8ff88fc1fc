import { appRole, ownerRole } from '#database/roles.ts'
import { migrate } from '#database/migrate.ts'
import { freezeTemplate, once, urlOfDatabase } from './cluster.ts'

/** Passwords of the throw-away cluster's roles: it listens on loopback only and ends with the run. */
export const testPasswords = { owner: 'owner-of-tests', app: 'app-of-tests' }

/** The database every test database is copied from: roles as in production, every migration run as the owner. */
export async function prepareTemplate(url: string): Promise<void> {
  for (const [role, password] of [[ownerRole, testPasswords.owner], [appRole, testPasswords.app]] as const) {
    const { rowCount } = await once(url, `select from pg_roles where rolname = '${role}'`)
    await once(url, `${rowCount ? 'alter' : 'create'} role ${role} login nosuperuser nobypassrls password '${password}'`)
  }
  const name = new URL(url).pathname.slice(1)
  await once(url, `alter database ${name} owner to ${ownerRole}`)
  await once(url, `alter schema public owner to ${ownerRole}`)
  const owner = new URL(url)
  owner.username = ownerRole
  owner.password = testPasswords.owner
  await migrate(owner.href)
}

export async function makeTemplate(superuserUrl: string, template: string): Promise<void> {
  await once(superuserUrl, `create database ${template}`)
  await prepareTemplate(urlOfDatabase(superuserUrl, template))
  await freezeTemplate(superuserUrl, template)
}
