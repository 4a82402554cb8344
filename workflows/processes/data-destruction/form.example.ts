import type { DataDestructionForm } from './form';

const DATASET = '0190a000-0000-7000-8000-000000000001';

/** A valid application for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: DataDestructionForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  applicant: { dept: '示例科室', phone: '021-00000000' },
  request: {
    reason: 'PROJECT_ENDED',
    basis: '示例课题已结题，使用承诺书约定到期销毁。',
    relatedNumber: 'QD-2026-000001',
    necessity: '课题数据已无继续使用的需要，留存增加泄露风险。',
  },
  data: {
    datasetIds: [DATASET],
    dataCategory: 'BUSINESS_RESOURCE',
    declaredLevel: 'GENERAL',
    timeRange: { from: '2025-01-01', to: '2025-12-31' },
    subjectCount: 800,
    recordCount: 2_400,
    personal: true,
    sensitive: true,
  },
  copies: {
    scope: 'COPIES',
    items: [
      { datasetId: DATASET, name: '课题分析库', kind: 'EXPORT', form: 'DATABASE', location: '院内分析区 A / study / follow_up', quantity: '2,400 条', keeper: '演示保管人甲' },
      {
        datasetId: DATASET,
        name: '课题移动硬盘',
        kind: 'EXPORT',
        form: 'MEDIUM',
        location: 'DEMO-ASSET-01 / DEMO-SN-01',
        quantity: '1 个',
        retainUntil: '2026-06-30',
        keeper: '演示保管人乙',
        medium: { manufacturer: '演示制造商', model: 'DEMO-HDD', serialNo: 'DEMO-SN-01', assetNo: 'DEMO-ASSET-01', mediaType: '移动硬盘', mediaSource: '课题组采购' },
      },
    ],
  },
  checks: { retentionOver: true, noHolds: true, backupsListed: true, recipientCopiesListed: true, nothingUnsettled: true },
  method: { technique: 'CRYPTO_ERASE', tool: '演示擦除工具', toolVersion: '1.0', place: '示例机房' },
};
