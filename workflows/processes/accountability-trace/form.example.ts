import type { AccountabilityTraceForm } from './form';

/** Everybody and everything in it is made up. */
export const EXAMPLE_FORM: AccountabilityTraceForm = {
  trigger: { cause: 'LEAK', caseNumber: 'QD-2026-000001', caseId: '0190a000-0000-7000-8000-000000000002' },
  event: { name: '示例事件：随访登记外泄', description: '账号被盗用，随访登记被批量查询并外传。' },
  evidence: { items: ['随访系统访问日志', '账号审批记录'], datasetIds: ['0190a000-0000-7000-8000-000000000001'] },
  persons: { positions: ['操作人', '数据管理员', '分管领导', '领导小组组长'] },
};
