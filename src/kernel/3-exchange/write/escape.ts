const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML's own signs; `_x000D_` for what XML cannot hold or would change, and for text that looks like such a mark. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x/.test(text)) return text
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    // eslint-disable-next-line no-control-regex
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, marked)
    .replace(/[&<>]/g, (sign) => SIGNS[sign]!)
}

const marked = (char: string): string => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
