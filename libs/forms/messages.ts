import type { BilingualText, FieldError, FormErrorCode, FormProblem, Params } from './problem';

const MESSAGES: Readonly<Record<FormErrorCode, BilingualText>> = {
  REQUIRED: { zh: '请填写「{title}」。', en: '"{path}" is required.' },
  WRONG_TYPE: { zh: '「{title}」的类型不正确，应为{expectedZh}。', en: '"{path}" has the wrong type: {expectedEn} is expected.' },
  UNKNOWN_FIELD: { zh: '表单中没有「{path}」这一项。', en: 'The form has no field "{path}".' },
  NOT_APPLICABLE: { zh: '按当前填写的内容，不应填写「{title}」。', en: '"{path}" does not apply to what else is filled in.' },
  TOO_LONG: { zh: '「{title}」不得超过 {max} 个字。', en: '"{path}" may have at most {max} characters.' },
  BAD_FORMAT: { zh: '「{title}」的格式不正确。', en: '"{path}" has the wrong format.' },
  BAD_CHARACTER: { zh: '「{title}」含有不能保存的控制字符。', en: '"{path}" contains a control character that cannot be stored.' },
  NOT_IN_LIST: { zh: '「{title}」只能从给定选项中选择：{choicesZh}。', en: '"{path}" must be one of: {choices}.' },
  NOT_A_DATE: { zh: '「{title}」应为日历中存在的日期，格式为 年-月-日，例如 2026-03-01。', en: '"{path}" must be an existing calendar date such as 2026-03-01.' },
  NOT_AN_INSTANT: { zh: '「{title}」应为带时区的时刻，例如 2026-03-01T08:30:00+08:00。', en: '"{path}" must be an instant with its offset such as 2026-03-01T08:30:00+08:00.' },
  NOT_AN_ID: { zh: '「{title}」应为小写的 UUID 编号。', en: '"{path}" must be a UUID in lower case.' },
  OUT_OF_RANGE: { zh: '「{title}」应在 {min} 与 {max} 之间。', en: '"{path}" must be between {min} and {max}.' },
  TOO_FEW: { zh: '「{title}」至少填写 {min} 项。', en: '"{path}" needs at least {min} item(s).' },
  TOO_MANY: { zh: '「{title}」至多填写 {max} 项。', en: '"{path}" may have at most {max} items.' },
  DUPLICATE: { zh: '「{title}」中有重复的内容。', en: '"{path}" contains the same item twice.' },
  MUST_BE_TRUE: { zh: '须确认「{title}」。', en: '"{path}" must be confirmed.' },
  NOT_AFTER: { zh: '「{title}」应晚于{otherZh}。', en: '"{path}" must be later than {otherEn}.' },
  INCONSISTENT: { zh: '「{title}」与「{otherZh}」不一致。', en: '"{path}" contradicts "{otherEn}".' },
  TOO_DEEP: { zh: '表单的嵌套层次过深。', en: 'The form is nested too deeply.' },
  TOO_LARGE: { zh: '表单的内容过多。', en: 'The form has too much content.' },
};

const fill = (template: string, params: Params): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));

/** Puts a refusal into words; `title` is the Chinese title of the field. */
export function explain(problem: FormProblem, title: string): FieldError {
  const { path, code } = problem;
  const params: Params = { ...problem.params, title, path: path === '' ? 'form' : path };
  const text = MESSAGES[code];
  return { path, code, message: { zh: fill(text.zh, params), en: fill(text.en, params) } };
}
