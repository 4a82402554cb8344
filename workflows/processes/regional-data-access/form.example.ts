import { EXAMPLE_FORM as SHARING } from '../unit-data-sharing/form.example';
import type { RegionalDataAccessForm } from './form';

const { sharing: _unit, provision: _terms, ...application } = SHARING;

/** A valid request for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: RegionalDataAccessForm = {
  ...application,
  project: { name: '示例课题：区域就诊流向分析', number: 'DEMO-2026-31', ethicsApprovalNo: 'DEMO-EC-2026-31', ethicsValidUntil: '2027-06-30', useType: 'PUBLIC_HEALTH' },
  purpose: { ...application.purpose, purpose: '分析区域内就诊流向，为资源布局提供依据。', scenario: '在平台提供的隐私计算环境内统计。' },
  processing: { ...application.processing, method: 'DATABASE_ANALYSIS', storageLocation: '平台分析环境' },
};
