import type { Message } from '../channel';
import { plainAddress } from '../links';
import { mailText, type Addresses } from './mail-text';

const message: Message = {
  noticeId: 'n1', kind: 'TASK_OPENED', at: '2026-03-02T01:00:00+00:00', caseId: 'c1', number: 'QD-2026-000123', title: '随访 <b>数据</b> & 使用', processType: 'sensitive-data-use', orgCode: 'HOSPITAL-A',
  outcome: null, stepKey: 'initialAssessment', taskId: 't1', position: 'UNIT_BUSINESS_OWNER', dueAt: '2026-03-05T09:30:00+00:00',
};
const at = (publicUrl: string): Addresses => ({ publicUrl, taskAddress: plainAddress(publicUrl) });
const to = { personId: 'p1', name: '演示 甲', address: 'a@example.org' };

it('says number, title, deadline in local time, and where to look', async () => {
  expect(await mailText({ to, messages: [message] }, at('https://qd.example/app'))).toEqual({
    subject: '【青盾】待办 QD-2026-000123 随访 <b>数据</b> & 使用',
    text: '演示 甲，您好：\n\n事由：待办\n编号：QD-2026-000123\n标题：随访 <b>数据</b> & 使用\n截止：2026/3/5 17:30\n查看：https://qd.example/app/tasks/t1\n\n本邮件由青盾系统发出，请勿回复。内容以系统中的记录为准。\n',
    html: expect.stringContaining('标题：随访 &lt;b&gt;数据&lt;/b&gt; &amp; 使用<br>截止：2026/3/5 17:30<br>查看：<a href="https://qd.example/app/tasks/t1">'),
  });
});

it('links to the case where there is no task, and says no deadline where there is none', async () => {
  const { text } = await mailText({ to, messages: [{ ...message, kind: 'CASE_CLOSED', taskId: null, dueAt: null }] }, at('https://qd.example/'));
  expect(text).toContain('查看：https://qd.example/cases/c1');
  expect(text).not.toContain('截止');
});

it('counts what is told together', async () => {
  const mail = await mailText({ to, messages: [message, { ...message, number: 'QD-2026-000124' }] }, at('https://qd.example'));
  expect(mail.subject).toBe('【青盾】2 项通知');
  expect(mail.text).toContain('QD-2026-000124');
});
