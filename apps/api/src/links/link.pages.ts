/** The pages that a link leads to. What they say is Chinese, as everything that people read here. */
import { assertNever } from '@libs/domain/assert-never';
import { localTime } from '@libs/domain/local-time';
import type { DomainError } from '@libs/platform/errors/domain-error';
import { randomUUID } from 'node:crypto';
import { evidenceInputs, type Sent } from './evidence-fields';
import { html, type Html, type Part } from './html';
import type { DecisionForm, LinkView, ShownTask, Standing } from './link.view';
import type { Page } from './page';

export interface Asked {
  readonly token: string;
  /** Whether people sign in through a provider too. */
  readonly provider: boolean;
  /** Of the caller's session. */
  readonly csrf?: string;
  /** Why what was just sent was refused. */
  readonly problem?: DomainError;
  /** What was just sent: nobody types it twice. */
  readonly sent?: Sent;
}

export function linkPage(view: LinkView, asked: Asked): Page {
  const status = asked.problem?.status;
  switch (view.kind) {
    case 'INVALID':
      return saying(404, '链接无效', '此链接不完整或不是本系统发出的，请从消息中重新打开，或登录系统办理。');
    case 'EXPIRED':
      return saying(410, '链接已过期', '此链接已超过有效时间。待办本身不受影响，请登录系统办理。');
    case 'GONE':
      return saying(404, '无法查看', '此待办不存在，或收件人目前无权查看。');
    case 'OTHER_PERSON':
      return { status: status ?? 403, title: '此链接是发给他人的', body: [heading('此链接是发给他人的'), note('您登录的账号不是此消息的收件人。链接不代表身份，请由收件人本人登录办理。'), problemOf(asked), signIn(asked)] };
    case 'SIGN_IN':
      return { status: status ?? 200, title: '待办', body: [heading(view.about.title), facts([['编号', view.about.number], ['办理期限', dueText(view.about.dueAt)]]), note('请由收件人本人登录后查看和办理。'), problemOf(asked), signIn(asked)] };
    case 'TASK':
      return { status: status ?? 200, title: view.step.title, body: taskBody(view, asked) };
    default:
      return assertNever(view);
  }
}

/** A page that says one thing. */
export const saying = (status: number, title: string, sentence: string): Page => ({ status, title, body: [heading(title), note(sentence)] });

/** A page that leads elsewhere: a form of ours may not itself be sent on to another site. */
export const leading = (title: string, address: string): Page => ({ status: 200, title, body: [heading(title), html`<p><a href="${address}">继续</a></p>`] });

const heading = (text: string): Html => html`<h1>${text}</h1>`;
const note = (text: Part): Html => html`<p class="note">${text}</p>`;
const facts = (rows: readonly (readonly [string, string])[]): Html => html`<dl>${rows.map(([title, text]) => html`<dt>${title}</dt><dd>${text}</dd>`)}</dl>`;
const dueText = (dueAt: string | null): string => (dueAt === null ? '没有办理期限' : `${localTime(dueAt)} 前`);
const action = ({ token }: Asked, path: string): string => `/l/${encodeURIComponent(token)}/${path}`;

const problemOf = ({ problem }: Asked): Part =>
  problem && html`<div class="note problem" role="alert"><p>${problem.detail.zh}</p>${problem.errors.length > 0 && html`<ul>${problem.errors.map(({ message }) => html`<li>${message.zh}</li>`)}</ul>`}</div>`;

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;
const passwordInput = html`<label>密码<input type="password" name="password" autocomplete="current-password" required></label>`;

const codeInput = html`<label>验证码 <small>启用双因素认证的填写</small><input type="text" name="code" autocomplete="one-time-code" autocapitalize="characters" maxlength="40"></label>`;

/** Back to this page afterwards. */
const byProvider = ({ provider, token }: Asked): Part => provider && html`<p><a href="/api/v1/auth/oidc/login?returnTo=${encodeURIComponent(`/l/${encodeURIComponent(token)}`)}">统一身份认证登录</a></p>`;

const signIn = (asked: Asked): Html =>
  html`<form method="post" action="${action(asked, 'sign-in')}"><label>账号<input type="text" name="account" autocomplete="username" autocapitalize="none" value="${asked.sent?.['account'] ?? ''}" required></label>${passwordInput}${codeInput}<button>登录</button></form>${byProvider(asked)}`;

const confirmation = (asked: Asked): Html => html`<form method="post" action="${action(asked, 'confirm')}">${hidden('csrf', asked.csrf ?? '')}${passwordInput}<button>验证</button></form>${asked.provider && html`<form method="post" action="${action(asked, 'provider')}">${hidden('csrf', asked.csrf ?? '')}<button>经统一身份认证验证</button></form>`}`;

const taskBody = (view: ShownTask, asked: Asked): Part[] => [
  heading(view.about.title),
  facts([['编号', view.about.number], ['环节', view.step.title], ['依据', view.step.article], ['办理期限', dueText(view.about.dueAt)], ['单位', view.org], ['申请人', view.applicant]]),
  problemOf(asked),
  view.sections.map(({ title, rows }) => html`<details open><summary>${title}</summary>${facts(rows.map((row) => [row.title, row.text]))}</details>`),
  standingPart(view.standing, asked),
];

function standingPart(standing: Standing, asked: Asked): Part {
  switch (standing.kind) {
    case 'SAID':
      return note(standing.sentence);
    case 'CONFIRM':
      return [note('办理此环节前须重新验证身份，请输入密码。'), confirmation(asked)];
    case 'DECIDE':
      return decisionForm(standing.form, asked);
    default:
      return assertNever(standing);
  }
}

function decisionForm({ version, digest, outcomes, fields }: DecisionForm, asked: Asked): Html {
  const sent = asked.sent ?? {};
  return html`<form method="post" action="${action(asked, 'decision')}">${hidden('csrf', asked.csrf ?? '')}${hidden('key', randomUUID())}${hidden('version', String(version))}${hidden('seenDigest', digest)}<fieldset><legend>结论</legend>${outcomes.map(({ key, title, reasonRequired }) => html`<label class="choice"><input type="radio" name="outcome" value="${key}" required${sent['outcome'] === key && html` checked`}> ${title}${reasonRequired && html` <small>须填写意见</small>`}</label>`)}</fieldset>${fields.length > 0 && html`<fieldset><legend>凭据 <small>不同意、退回时无须填写</small></legend>${evidenceInputs(fields, sent)}</fieldset>`}<label>意见<textarea name="opinion" rows="4" maxlength="4000">${sent['opinion'] ?? ''}</textarea></label><button>提交</button><p><small>转办、委派、加签、回避等其他操作请登录系统办理。</small></p></form>`;
}
