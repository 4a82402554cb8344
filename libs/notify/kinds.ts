/** What people are told of, as data. */
import type { NoticeKind } from '@libs/record/rows';

export interface KindSpec {
  /** zh-CN, the first words of every message. */
  readonly title: string;
}

export const KINDS: Readonly<Record<NoticeKind, KindSpec>> = {
  TASK_OPENED: { title: '待办' },
  REMINDER: { title: '即将到期' },
  BREACH: { title: '已逾期' },
  ESCALATION: { title: '逾期升级' },
  EXPIRY: { title: '已失效' },
  URGING: { title: '催办' },
  UNSTAFFED: { title: '无人可办' },
  UNDECIDABLE: { title: '无法形成决定' },
  CASE_CLOSED: { title: '已办结' },
  SUCCESSION: { title: '接任' },
  TASK_DECIDED_BY_OTHER: { title: '已由他人办理' },
};

export const NOTICE_KINDS: readonly NoticeKind[] = Object.keys(KINDS).filter((kind): kind is NoticeKind => Object.hasOwn(KINDS, kind));
