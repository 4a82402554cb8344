/** What a story may not hold: anything by which it could know more than its journal, or remember more than its branches. */
import ts from 'typescript';
import { importsOf, nodesOf, type Source } from './source';

/** Names through which a clock, a register, a random value or another run would reach a story. */
const OUTSIDE = new Set([
  'Date', 'Promise', 'Math', 'globalThis', 'process', 'console', 'performance', 'crypto', 'fetch', 'require', 'eval', 'Function',
  'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'structuredClone', 'Proxy', 'Reflect', 'Symbol', 'WeakRef', 'Intl',
]);

/** One sentence for each offence; empty for a story that is a pure function over its words. */
export function offencesOf(source: Source): string[] {
  return [...nodesOf(source.file)].flatMap((node) => offenceAt(node)).concat(moduleState(source.file), foreignImports(source));
}

function offenceAt(node: ts.Node): string[] {
  if (ts.isTryStatement(node)) return ['has a try: an end would be caught'];
  if (ts.isNewExpression(node)) return [`makes ${node.getText()}: an object outlives a pass`];
  if (ts.isClassDeclaration(node) || ts.isClassExpression(node)) return ['has a class: state'];
  if (ts.isIdentifier(node) && OUTSIDE.has(node.text) && isValue(node)) return [`uses ${node.text}`];
  if (ts.isPropertyAccessExpression(node) && ['then', 'catch', 'finally'].includes(node.name.text) && ts.isCallExpression(node.parent) && node.parent.expression === node) return [`calls .${node.name.text}(): await each word`];
  return [];
}

/** Neither a type nor the name of a member. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  for (let one: ts.Node = parent; one && !ts.isSourceFile(one); one = one.parent) if (ts.isTypeNode(one)) return false;
  return true;
}

/** Top-level declarations that can change: `let`, `var`, and constants that hold an array, an object or a call. */
function moduleState(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return ts.isExpressionStatement(statement) ? ['runs a statement when it is loaded'] : [];
    const { declarationList } = statement;
    if (!(declarationList.flags & ts.NodeFlags.Const)) return ['has let or var at the top level'];
    return declarationList.declarations.filter(({ initializer }) => initializer && !isConstant(initializer)).map(({ name }) => `${name.getText()} could hold state between two runs`);
  });
}

function isConstant(node: ts.Expression): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isLiteralExpression(node)) return true;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return true;
  return ts.isAsExpression(node) && ts.isTypeReferenceNode(node.type) && node.type.getText() === 'const';
}

function foreignImports(source: Source): string[] {
  const folder = source.path.slice(0, source.path.lastIndexOf('/'));
  const isOwn = (target: string): boolean => target.startsWith(`${folder}/definition`);
  const isKitType = (target: string, typeOnly: boolean): boolean => typeOnly && target.startsWith('workflows/kit/');
  return importsOf(source).filter(({ target, typeOnly }) => !isOwn(target) && !isKitType(target, typeOnly)).map(({ target }) => `imports ${target}`);
}
