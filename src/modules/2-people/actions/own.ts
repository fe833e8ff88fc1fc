/** For modules above that show somebody what concerns them: oneself, found by one's own account. */
export { readOwn } from '#people/mirror/own.ts'
