/** What a mail says: number, title, deadline and a link; nothing of what people wrote into forms or opinions. */
import { localTime } from '@libs/domain/local-time';
import type { Message, Parcel } from '../channel';
import { KINDS } from '../kinds';
import { caseLink, type TaskAddress } from '../links';

export interface MailTo {
  readonly personId: string;
  readonly name: string;
  readonly address: string;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FOOTER = '本邮件由青盾系统发出，请勿回复。内容以系统中的记录为准。';

export interface Addresses {
  readonly publicUrl: string;
  readonly taskAddress: TaskAddress;
}

export async function mailText({ to, messages }: Pick<Parcel<MailTo>, 'to' | 'messages'>, addresses: Addresses): Promise<MailText> {
  const items = await Promise.all(messages.map(async (message) => linesOf(message, await linkOf(message, to.personId, addresses))));
  return {
    subject: subjectOf(messages),
    text: [`${to.name}，您好：`, ...items.map((lines) => lines.map(({ label, value }) => `${label}：${value}`).join('\n')), FOOTER].join('\n\n') + '\n',
    html: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body><p>${escaped(to.name)}，您好：</p>${items.map(htmlOf).join('')}<p>${FOOTER}</p></body></html>`,
  };
}

function subjectOf([first, ...others]: readonly Message[]): string {
  if (first === undefined) throw new Error('a mail without a message');
  return others.length === 0 ? `【青盾】${KINDS[first.kind].title} ${first.number} ${first.title}` : `【青盾】${others.length + 1} 项通知`;
}

interface Line {
  readonly label: string;
  readonly value: string;
  readonly link?: boolean;
}

const linesOf = ({ kind, number, title, dueAt }: Message, link: string): Line[] => [
  { label: '事由', value: KINDS[kind].title },
  { label: '编号', value: number },
  { label: '标题', value: title },
  ...(dueAt === null ? [] : [{ label: '截止', value: localTime(dueAt) }]),
  { label: '查看', value: link, link: true },
];

const linkOf = async ({ taskId, caseId }: Message, personId: string, { publicUrl, taskAddress }: Addresses): Promise<string> => (taskId === null ? caseLink(publicUrl, caseId) : taskAddress({ taskId, personId }));

const htmlOf = (lines: readonly Line[]): string => `<p>${lines.map(({ label, value, link }) => `${label}：${link ? `<a href="${escaped(value)}">${escaped(value)}</a>` : escaped(value)}`).join('<br>')}</p>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
