/** The three who run the installation and keep each other in check; none reads anybody's data (GB/T 22239, 三员). */
export const administratorPosts = ['system.administrator', 'system.security', 'system.audit'] as const
export type AdministratorPost = (typeof administratorPosts)[number]

export const isAdministratorPost = (post: string): post is AdministratorPost => administratorPosts.some((one) => one === post)

/** For one hour in the place of an organisation whose own people cannot act. */
export const emergencyPost = 'system.emergency'

/** Where the installation's own seats stand: realm 0, no organisation, nothing in reach. */
export const installationSeat = {
  realm: 0, organisationId: '00000000-0000-7000-8000-000000000000', organisationName: '本系统', path: '', reach: [] as string[],
}

/** One who holds an administrator's seat today. */
export interface Holder {
  accountId: number
  post: AdministratorPost
  /** has a password or another way in */
  active: boolean
  /** holds a post in an organisation too */
  busy: boolean
}
