/** Made or seen after this, something comes from a clock that has been set back since: it is not believed. */
export const soon = (now: Date): Date => new Date(now.getTime() + 5 * 60_000)
