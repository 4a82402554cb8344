/** What a step has to be filled in with, as fields of a plain HTML form: made from the JSON Schema of the evidence. */
import type { Plain } from '@libs/record/desk';
import { html, type Html, type Part } from './html';

interface Option {
  readonly code: string;
  readonly title: string;
}
type Kind = 'TEXT' | 'LONG_TEXT' | 'LINES' | 'NUMBER' | 'DATE' | 'FLAG' | 'CHOICE' | 'CHOICES';

export interface EvidenceField {
  readonly key: string;
  readonly kind: Kind;
  readonly title: string;
  readonly help: string;
  readonly options: readonly Option[];
}

/** What a form of HTML sends: names and texts. */
export type Sent = Readonly<Record<string, string>>;

const AREA_FROM = 200;
const nodeOf = (value: unknown): Plain => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const optionsOf = (node: Plain): Option[] => listOf(node['oneOf']).map(nodeOf).map((option) => ({ code: textOf(option['const']), title: textOf(option['title']) }));

/** The fields in the order of the paper; undefined where one of them is more than a plain form can ask for. */
export function evidenceFields(schema: Plain): readonly EvidenceField[] | undefined {
  const required = new Set(listOf(schema['required']));
  const always = Object.entries(nodeOf(schema['properties'])).map(([key, node]) => fieldOf(key, nodeOf(node), required.has(key) ? '' : '选填'));
  const sometimes = listOf(schema['allOf']).flatMap((condition) => Object.entries(nodeOf(nodeOf(nodeOf(condition)['then'])['properties'])).map(([key, node]) => fieldOf(key, nodeOf(node), '仅在适用时填写')));
  const fields = [...always, ...sometimes];
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

function fieldOf(key: string, node: Plain, note: string): EvidenceField | undefined {
  const items = nodeOf(node['items']);
  const options = [...optionsOf(node), ...optionsOf(items)];
  const kind = kindOf(node, items);
  return kind && { key, kind, title: textOf(node['title']) || key, help: [note, textOf(node['description'])].filter(Boolean).join('；'), options };
}

function kindOf(node: Plain, items: Plain): Kind | undefined {
  switch (node['type']) {
    case 'boolean':
      return 'FLAG';
    case 'integer':
    case 'number':
      return 'NUMBER';
    case 'array':
      if (items['type'] !== 'string') return undefined;
      return items['oneOf'] === undefined ? 'LINES' : 'CHOICES';
    case 'string':
      if (node['oneOf'] !== undefined) return 'CHOICE';
      if (node['format'] === 'date') return 'DATE';
      return Number(node['maxLength']) > AREA_FROM ? 'LONG_TEXT' : 'TEXT';
    default:
      return undefined;
  }
}

const nameOf = (key: string, code?: string): string => ['evidence', key, ...(code === undefined ? [] : [code])].join('.');

/** The evidence that was filled in, in the types of its form; what was left empty is left out. What is wrong the form itself says. */
export const readEvidence = (fields: readonly EvidenceField[], sent: Sent): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = valueOf(field, sent);
      return value === undefined ? [] : [[field.key, value]];
    }),
  );

function valueOf({ key, kind, options }: EvidenceField, sent: Sent): unknown {
  if (kind === 'CHOICES') {
    const chosen = options.flatMap(({ code }) => (sent[nameOf(key, code)] === undefined ? [] : [code]));
    return chosen.length === 0 ? undefined : chosen;
  }
  const text = (sent[nameOf(key)] ?? '').trim();
  if (text === '') return undefined;
  if (kind === 'FLAG') return text === 'true';
  if (kind === 'NUMBER') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (kind === 'LINES') return text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  return text;
}

/** Inputs with what was filled in before. None is marked as required: what is, depends on the outcome. */
export const evidenceInputs = (fields: readonly EvidenceField[], sent: Sent): Html[] =>
  fields.map((field) => {
    const help: Part = field.help !== '' && html` <small>${field.help}</small>`;
    return isOfChoices(field) ? html`<fieldset><legend>${field.title}${help}</legend>${choices(field, sent)}</fieldset>` : html`<label>${field.title}${help}${input(field, sent[nameOf(field.key)] ?? '')}</label>`;
  });

const isOfChoices = ({ kind }: EvidenceField): boolean => kind === 'FLAG' || kind === 'CHOICES';
const FLAG_OPTIONS: readonly Option[] = [
  { code: 'true', title: '是' },
  { code: 'false', title: '否' },
];

const choices = ({ key, kind, options }: EvidenceField, sent: Sent): Html[] =>
  kind === 'FLAG'
    ? FLAG_OPTIONS.map(({ code, title }) => html`<label class="choice"><input type="radio" name="${nameOf(key)}" value="${code}"${sent[nameOf(key)] === code && html` checked`}> ${title}</label>`)
    : options.map(({ code, title }) => html`<label class="choice"><input type="checkbox" name="${nameOf(key, code)}" value="on"${sent[nameOf(key, code)] !== undefined && html` checked`}> ${title}</label>`);

function input({ key, kind, options }: EvidenceField, value: string): Html {
  const name = nameOf(key);
  if (kind === 'CHOICE') return html`<select name="${name}"><option value=""></option>${options.map(({ code, title }) => html`<option value="${code}"${value === code && html` selected`}>${title}</option>`)}</select>`;
  if (kind === 'LONG_TEXT' || kind === 'LINES') return html`<textarea name="${name}" rows="3"${kind === 'LINES' && html` placeholder="每行一项"`}>${value}</textarea>`;
  if (kind === 'DATE') return html`<input type="date" name="${name}" value="${value}">`;
  return html`<input type="text" name="${name}" value="${value}"${kind === 'NUMBER' && html` inputmode="numeric"`}>`;
}
