/**
 * What a spreadsheet would take for a formula, or a number it would spoil (long digits, leading zeros), is written to
 * .csv with an apostrophe in front and read back without it (security.md ). A text that has such an apostrophe
 * of its own gets another one, so that every text comes back as it was.
 */
const RISKY = /^'*(?:[=+\-@\t\r\0＝＋－＠]|\d{12,}[Xx]?$|0\d+$)/

export const isRisky = (text: string): boolean => RISKY.test(text)

export const guarded = (text: string): string => (RISKY.test(text) ? `'${text}` : text)

export function unguarded(text: string): string {
  // ="0012" is the other way offices keep a text as it is
  const formula = /^="([^"]*)"$/.exec(text)
  if (formula) return formula[1]!
  return text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text
}
