/** How large a pasted piece of a sheet is; a single column is hardly ever what was meant. */
export function sizeOfPaste(text: string): { rows: number; columns: number } {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  return { rows: lines.length, columns: Math.max(0, ...lines.slice(0, 200).map((line) => line.split('\t').length)) }
}
