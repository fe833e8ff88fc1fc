/** What wrong codes of an account count against. */
export const codesOf = (publicId: string): string => `codes of ${publicId}`

/** Blanks and hyphens as one likes. */
export const plainCode = (code: string): string => code.replace(/[\s-]/g, '')
