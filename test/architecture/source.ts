/** Sources as the TypeScript compiler reads them: which files there are, what each imports, and which texts it holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

export const ROOT = join(__dirname, '../..');

export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly file: ts.SourceFile;
}

export interface Import {
  /** A path in the repository without its extension, `npm:<package>` or `node:<module>`. */
  readonly target: string;
  readonly typeOnly: boolean;
}

export const parse = (path: string, text: string): Source => ({ path, file: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) });

const IGNORED = new Set(['node_modules', 'dist', 'console', 'histories']);

/** Every TypeScript file below these folders. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((full) => full.slice(ROOT.length + 1).replaceAll('\\', '/'))
      .filter((path) => !path.split('/').some((part) => IGNORED.has(part)))
      .toSorted()
      .map((path) => parse(path, readFileSync(join(ROOT, path), 'utf8'))),
  );
}

/** Tests and what only tests use. */
export const isTest = (path: string): boolean => path.startsWith('test/') || /\.(spec|fixture)\.ts$/.test(path);

export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** Static, dynamic and re-exporting imports, and `require`. */
export function importsOf({ path, file }: Source): Import[] {
  return [...nodesOf(file)].flatMap((node): Import[] => {
    if (ts.isImportDeclaration(node)) return [{ target: resolved(path, node.moduleSpecifier), typeOnly: isTypeOnly(node.importClause) }];
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) return [{ target: resolved(path, node.moduleSpecifier), typeOnly: node.isTypeOnly }];
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return [{ target: resolved(path, node.argument.literal), typeOnly: true }];
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) return [{ target: resolved(path, node.moduleReference.expression), typeOnly: node.isTypeOnly }];
    if (!ts.isCallExpression(node)) return [];
    const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require');
    const [argument] = node.arguments;
    return loads && argument ? [{ target: resolved(path, argument), typeOnly: false }] : [];
  });
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  return name === undefined && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.length > 0 && namedBindings.elements.every((one) => one.isTypeOnly);
}

const ALIAS = /^@(libs|workflows|activities|test)\//;

function resolved(from: string, specifier: ts.Node): string {
  // What cannot be read here cannot be judged: it is reported as a target that no rule allows.
  if (!ts.isStringLiteralLike(specifier)) return `computed:${specifier.getText()}`;
  const { text } = specifier;
  if (text.startsWith('.')) return posix.join(posix.dirname(from), text).replace(/\.[jt]s$/, '');
  if (ALIAS.test(text)) return text.slice(1);
  if (text.startsWith('node:')) return text;
  return `npm:${text.split('/').slice(0, text.startsWith('@') ? 2 : 1).join('/')}`;
}

/** The texts of string literals and templates. */
export function textsOf({ file }: Source): string[] {
  return [...nodesOf(file)].flatMap((node) => {
    if (ts.isStringLiteralLike(node)) return [node.text];
    return ts.isTemplateExpression(node) ? [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('?')] : [];
  });
}
