const DIGITS = '零一二三四五六七八九'

const digitOf = (char: string): number => (char === '〇' || char === '○' ? 0 : DIGITS.indexOf(char))

/** 二〇一二 → 2012, 十二 → 12, 二十 → 20, 三十一 → 31; null for anything else. */
export function chineseNumber(text: string): number | null {
  const tens = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text)
  if (tens) return (tens[1] ? digitOf(tens[1]) : 1) * 10 + (tens[2] ? digitOf(tens[2]) : 0)
  let number = 0
  for (const char of text) {
    const digit = digitOf(char)
    if (digit < 0) return null
    number = number * 10 + digit
  }
  return text === '' || text.length > 8 ? null : number
}

/** Every run of Chinese digits written in Arabic ones. */
export const withArabic = (text: string): string =>
  text.replace(/[零〇○一二三四五六七八九十]+/g, (run) => {
    const number = chineseNumber(run)
    return number === null ? run : String(number)
  })
