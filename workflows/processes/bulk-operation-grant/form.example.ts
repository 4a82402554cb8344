import type { BulkOperationForm } from './form';

/** A valid application for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: BulkOperationForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  applicant: { dept: '示例科室', employeeNo: 'DEMO-0001', jobTitle: '主治医师', phone: '021-00000000', principalInvestigator: '演示负责人甲' },
  use: { grantId: '0190a000-0000-7000-8000-0000000000a1', useNumber: 'QD-2026-000001' },
  operation: {
    type: 'BULK_DOWNLOAD',
    datasetIds: ['0190a000-0000-7000-8000-000000000001'],
    fromProduction: false,
    dataScope: '脱敏后的 2025 年随访记录。',
    extractionRule: '按编号去重。',
    fullTable: false,
    cap: 500,
    subjectCount: 500,
  },
  purpose: { purpose: '导入院内统计环境建模。', necessity: '模型须一次性载入全部脱敏记录，逐条查询不能完成。' },
  desensitization: { needed: true, done: '姓名已去除，证件号码已替换。', checked: '抽样 20 条，未见可识别信息。' },
  destination: { location: '院内分析区 A', medium: '院内文件通道', controls: '专用终端，禁止外设，下载留痕。' },
  window: { from: '2026-03-02T09:00:00+08:00', until: '2026-03-03T18:00:00+08:00' },
  commitment: { withinWindow: true, withinCap: true, reportsTruthfully: true, signature: '演示申请人丙' },
};
