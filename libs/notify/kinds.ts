/** What people are told of, as data. */
import type { NoticeKind } from '@libs/record/rows';

export interface KindSpec {
  /** zh-CN, the first words of every message. */
  readonly title: string;
  /** Why nobody can mute it or hold it back: an article, or that this product has set it. */
  readonly duty?: string;
}

export const KINDS: Readonly<Record<NoticeKind, KindSpec>> = {
  TASK_OPENED: { title: '待办' },
  REMINDER: { title: '即将到期' },
  BREACH: { title: '已逾期', duty: '系统设定：法定或本单位规定的时限已过，须立即知悉' },
  ESCALATION: { title: '逾期升级', duty: '系统设定：上一级须知悉逾期事项' },
  EXPIRY: { title: '已失效', duty: '系统设定：逾期未办即失效，失效须告知' },
  URGING: { title: '催办' },
  UNSTAFFED: { title: '无人可办', duty: '系统设定：岗位空缺使办件停滞，管理员须知悉' },
  UNDECIDABLE: { title: '无法形成决定', duty: '系统设定：到期前无法形成决定，管理员须补充人员' },
  CASE_CLOSED: { title: '已办结' },
  SUCCESSION: { title: '接任', duty: '附件：成员变动由接任者自然替换，接任者须知悉所接的待办' },
  TASK_DECIDED_BY_OTHER: { title: '已由他人办理' },
};

export const NOTICE_KINDS: readonly NoticeKind[] = Object.keys(KINDS).filter((kind): kind is NoticeKind => Object.hasOwn(KINDS, kind));
