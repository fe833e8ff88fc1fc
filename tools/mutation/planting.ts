import ts from 'typescript'

/** One small lie in one place. */
export interface Mutant {
  id: string
  file: string
  line: number
  was: string
  now: string
}

const operators: Record<string, string> = {
  '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===', '==': '!=', '!=': '==', '&&': '||', '||': '&&', '+': '-', '-': '+',
}
const callees = new Map([['some', 'every'], ['every', 'some'], ['floor', 'ceil'], ['ceil', 'floor'], ['min', 'max'], ['max', 'min']])

/**
 * The text with every mutant in it at once, each behind a switch that is off: `(__m("1:7")?(a <= b):(a < b))`. Nothing is
 * written to disk, and one load of the file is enough for all of them.
 */
export function planted(file: string, text: string, prefix: string): { text: string; mutants: Mutant[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const mutants: Mutant[] = []

  function switched(node: ts.Node, now: string): string {
    const id = `${prefix}:${mutants.length}`
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    mutants.push({ id, file, line, was: oneLine(node.getText()), now: oneLine(now) })
    return `__m(${JSON.stringify(id)})?(${now}):`
  }

  function render(node: ts.Node): string {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return node.getText()
    const switches = lies(node).map((now) => switched(node, now)).join('')
    const inside = withChildren(node, text, render)
    if (ts.isExpressionStatement(node)) return inside.startsWith('(') ? `;${inside}` : inside
    return switches ? `(${switches}(${inside}))` : inside
  }

  const body = withChildren(source, text, render)
  return { text: `const __m = (id) => globalThis.__mutation?.(id) ?? false; ${body}`, mutants }
}

/** What could stand in the place of an expression. */
function lies(node: ts.Node): string[] {
  return [...operatorLies(node), ...calleeLies(node), ...valueLies(node), ...(isCondition(node) ? conditionLies(node) : [])]
}

function operatorLies(node: ts.Node): string[] {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [node.operand.getText()]
  if (!ts.isBinaryExpression(node) || (node.operatorToken.getText() === '+' && isText(node))) return []
  const other = operators[node.operatorToken.getText()]
  return other === undefined ? [] : [`${node.left.getText()} ${other} ${node.right.getText()}`]
}

function calleeLies(node: ts.Node): string[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { name } = node.expression
  const other = callees.get(name.getText())
  const start = node.getStart()
  return other === undefined ? [] : [node.getText().slice(0, name.getStart() - start) + other + node.getText().slice(name.end - start)]
}

function valueLies(node: ts.Node): string[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false']
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true']
  const isName = 'name' in node.parent && node.parent.name === node
  return ts.isNumericLiteral(node) && !isName ? [String(Number(node.text.replaceAll('_', '')) + 1)] : []
}

const isCondition = (node: ts.Node): boolean =>
  (ts.isIfStatement(node.parent) && node.parent.expression === node)
  || (ts.isConditionalExpression(node.parent) && node.parent.condition === node)

const conditionLies = (node: ts.Node): string[] =>
  node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword ? [] : ['true', 'false']

const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
  || (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)))

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

/** The node's own text with each child's put in anew. */
function withChildren(node: ts.Node, text: string, render: (child: ts.Node) => string): string {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void (child.kind === ts.SyntaxKind.EndOfFileToken || children.push(child)))
  let at = ts.isSourceFile(node) ? 0 : node.getStart()
  let out = ''
  for (const child of children.sort((a, b) => a.pos - b.pos)) {
    out += text.slice(at, child.getStart()) + render(child)
    at = child.end
  }
  return out + text.slice(at, node.end)
}
