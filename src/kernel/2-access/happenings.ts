import { event } from '#base/event.ts'

/** Something about an account that its owner must hear of; whoever sends notices follows. */
export type Happening =
  | 'totp-added' | 'totp-removed' | 'passkey-added' | 'passkey-removed' | 'recovery-made' | 'recovery-used'
  | 'sign-on-linked' | 'sign-on-removed' | 'factors-cleared' | 'codes-guessed'

export interface AccountHappening {
  accountId: number
  realm: number
  what: Happening
  /** the name of the passkey, how many codes are left */
  detail: string
}

export const accountHappened = event<AccountHappening>('access.account-happened')
