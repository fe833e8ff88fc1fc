/** How large the installation is: what is guarded follows from it (field note 17). Smallest first. */
export const profiles = ['one-branch', 'committee', 'region'] as const
export type Profile = (typeof profiles)[number]

export interface Guards {
  /** who must sign in with a second factor: nobody, the administrators, or also whoever runs a subtree */
  secondFactor: 'optional' | 'administrators' | 'wide'
  /** system, security and audit administrators are three people, none of whom holds another post */
  threeAdministrators: boolean
  /** a grant of an administrator's post waits for another person */
  secondGrantor: boolean
  /** an emergency seat is opened by two people */
  breakGlassTwo: boolean
}

const guards: Record<Profile, Guards> = {
  'one-branch': { secondFactor: 'optional', threeAdministrators: false, secondGrantor: false, breakGlassTwo: false },
  committee: { secondFactor: 'administrators', threeAdministrators: true, secondGrantor: true, breakGlassTwo: true },
  region: { secondFactor: 'wide', threeAdministrators: true, secondGrantor: true, breakGlassTwo: true },
}

export const guardsOf = (profile: Profile): Guards => guards[profile]

/** How long each waits or lasts. */
export const waits = { proposalDays: 7, emergencyAskMinutes: 240, emergencyMinutes: 60 } as const

export const isHigher = (profile: Profile, than: Profile): boolean => profiles.indexOf(profile) > profiles.indexOf(than)
