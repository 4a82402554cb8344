import { fieldsOf, type FieldSpec, type FormClass } from './registry';

/** How the form component lays a form out: order, widgets, help. Keys beginning with `ui:` are rjsf's. */
export type UiSchema = { [key: string]: unknown };

const AREA_FROM = 200;

/** The layout of a form; `ui:options.sections` of the root is the order of its sections. */
export function uiSchema(cls: FormClass): UiSchema {
  return { ...layout(cls), 'ui:options': { sections: sectionsOf(cls).map(({ key }) => key) } };
}

/** The sections of a form in the order of the paper, with their Chinese titles. */
export function sectionsOf(cls: FormClass): readonly { key: string; title: string }[] {
  const sections = new Map<string, string>();
  for (const [key, spec] of fieldsOf(cls)) {
    const section = spec.section ?? key;
    if (!sections.has(section)) sections.set(section, spec.title);
  }
  return [...sections].map(([key, title]) => ({ key, title }));
}

function layout(cls: FormClass): UiSchema {
  const members = [...fieldsOf(cls)].map(([key, spec]): [string, UiSchema] => [key, ofField(spec)]);
  return { 'ui:order': members.map(([key]) => key), ...Object.fromEntries(members) };
}

function ofField(spec: FieldSpec): UiSchema {
  const widget = spec.widget ?? widgetOf(spec);
  const nested = spec.nested && layout(spec.nested());
  return {
    ...(nested && (spec.list ? { items: nested } : nested)),
    ...(widget && { 'ui:widget': widget }),
    ...(spec.help && { 'ui:help': spec.help }),
    ...(spec.picker && { 'ui:options': { picker: spec.picker } }),
  };
}

function widgetOf(spec: FieldSpec): string | undefined {
  if (spec.nested) return undefined;
  if (spec.list) return spec.options && 'checkboxes';
  if (spec.options) return 'select';
  if (spec.boolean) return 'radio';
  if (spec.date) return 'date';
  if (spec.instant) return 'date-time';
  return (spec.maxLength ?? 0) > AREA_FROM ? 'textarea' : undefined;
}
