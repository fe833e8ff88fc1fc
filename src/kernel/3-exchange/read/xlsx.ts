import { trim, type Limits, type SheetRow } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { MergeFiller, mergesOf } from '#exchange/read/merges.ts'
import { SheetRows } from '#exchange/read/sheet-rows.ts'
import { readWorkbook, type SheetPart, type Workbook } from '#exchange/read/workbook.ts'
import { XmlScanner } from '#exchange/read/xml.ts'
import { openParts, type Parts } from '#exchange/read/zip.ts'

/** The rows of every sheet, one inflated chunk at a time: memory does not grow with the number of rows. */
export async function* readXlsx(path: string, limits: Limits): AsyncGenerator<SheetRow> {
  const parts = await openParts(path, limits)
  try {
    const workbook = await readWorkbook(parts, limits)
    for (const sheet of workbook.sheets) yield* readSheet(parts, workbook, sheet, limits)
  } catch (error) {
    throw error instanceof SheetFault ? error : new SheetFault('broken', {}, error)
  } finally {
    parts.close()
  }
}

async function* readSheet(
  parts: Parts, workbook: Workbook, sheet: SheetPart, limits: Limits,
): AsyncGenerator<SheetRow> {
  const filler = new MergeFiller(await mergesOf(parts, sheet.path), limits.columns)
  const rows = new SheetRows(workbook, sheet.name, limits)
  const scanner = new XmlScanner(rows)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of await parts.open(sheet.path)) {
    scanner.write(decoder.decode(chunk as Buffer, { stream: true }))
    for (const { index, cells } of rows.take()) {
      filler.fill(index, cells)
      trim(cells)
      if (cells.length === 0) continue
      yield { sheet: sheet.name, row: index + 1, cells, ...(sheet.hidden ? { hidden: true as const } : {}) }
    }
  }
  scanner.end()
}
