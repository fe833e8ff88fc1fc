import { escaped } from '#exchange/write/escape.ts'
import type { Entry } from '#exchange/write/zip.ts'

/** Indexes into the cell formats of `styles` below */
export const STYLE = { none: 0, title: 1, header: 2, plain: 3, text: 4, quoted: 5, day: 6, month: 7 } as const

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const types = `${HEAD}<Types xmlns="${PACKAGE}/content-types">`
  + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
  + '<Default Extension="xml" ContentType="application/xml"/>'
  + `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`
  + `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>`
  + `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
const relations = (...list: string[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`

const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`
const border = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`

const font = (size: number, bold = false): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`

const format = (numFmt: number, fontId: number, rest: string, align = ''): string =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" xfId="0" applyNumberFormat="1" applyFont="1" ${rest}>`
  + `<alignment vertical="center" ${align}/></xf>`

const boxed = 'fillId="0" borderId="1" applyBorder="1"'

const styles = `${HEAD}<styleSheet xmlns="${MAIN}">`
  + '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
  + '<numFmt numFmtId="165" formatCode="yyyy\\.mm"/></numFmts>'
  + `<fonts count="3">${font(11)}${font(12, true)}${font(11, true)}</fonts>`
  + '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
  + '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills>'
  + `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders>`
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">'
  + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  + format(0, 1, 'fillId="0" borderId="0" applyAlignment="1"', 'horizontal="left"')
  + format(49, 2, `${boxed.replace('0', '2')} applyFill="1" applyAlignment="1"`, 'horizontal="center" wrapText="1"')
  + format(0, 0, `${boxed} applyAlignment="1"`)
  + format(49, 0, `${boxed} applyAlignment="1"`)
  + format(49, 0, `${boxed} applyAlignment="1" quotePrefix="1"`)
  + format(164, 0, `${boxed} applyAlignment="1"`, 'horizontal="center"')
  + format(165, 0, `${boxed} applyAlignment="1"`, 'horizontal="center"')
  + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

/** Everything but the sheet itself. */
export const fixedParts = (title: string): Entry[] => [
  { name: '[Content_Types].xml', text: [types] },
  { name: '_rels/.rels', text: [relations(relation(1, 'officeDocument', 'xl/workbook.xml'))] },
  {
    name: 'xl/workbook.xml',
    text: [`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`
      + `<sheet name="${escaped(sheetName(title)).replaceAll('"', '&quot;')}" sheetId="1" r:id="rId1"/>`
      + '</sheets></workbook>'],
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: [relations(relation(1, 'worksheet', 'worksheets/sheet1.xml'), relation(2, 'styles', 'styles.xml'))],
  },
  { name: 'xl/styles.xml', text: [styles] },
]

/** A sheet's name has at most 31 characters, none of []:*?/\ and no apostrophe at its ends. */
export const sheetName = (title: string): string =>
  // eslint-disable-next-line no-control-regex
  title.replace(/[[\]:*?/\\\x00-\x1f]/g, '').slice(0, 31).replace(/^'+|'+$/g, '').trim() || '表'
