/** What the audit log holds, in the groups an auditor asks for. */
export const eventGroups = {
  emergency: ['emergency-asked', 'emergency-opened', 'emergency-act', 'emergency-look', 'emergency-ended'],
  'sign-in': ['sign-in', 'sign-in-failed', 'sign-in-locked', 'sign-out', 'password-set'],
  grants: ['proposed', 'confirmed', 'alone', 'declined', 'withdrawn', 'profile-raised', 'account-closed', 'account-unlocked'],
  looks: ['unmask', 'export', 'print', 'copy'],
  refused: ['refused'],
  administration: ['administration', 'console'],
  audit: ['audit-read', 'audit-export'],
} as const
export type EventGroup = keyof typeof eventGroups
export type EventKind = (typeof eventGroups)[EventGroup][number]
