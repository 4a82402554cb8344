import { EXAMPLE_FORM as SHARING } from '../unit-data-sharing/form.example';
import type { DataProvisionForm } from './form';

const { guards, applicant, purpose, data, level, processing, delivery, recipients, period, commitment } = SHARING;

/** A valid application for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: DataProvisionForm = {
  guards,
  applicant: { ...applicant, dept: '心内科', employeeNo: 'DEMO-0003' },
  project: { name: '示例项目：随访数据提供质量控制中心', number: 'DEMO-2026-21', ethicsApprovalNo: 'DEMO-EC-2026-21', ethicsValidUntil: '2027-06-30', useType: 'EXTERNAL_PROVISION' },
  purpose: { ...purpose, purpose: '供质量控制中心核对随访完成率。' },
  data,
  level,
  processing,
  provision: {
    conditions: '仅用于核对随访完成率，在约定环境内使用。',
    procedure: '经单位许可、签订协议后由数据操作人交付。',
    recipientContact: '演示联系人己',
    recipientPhone: '021-00000002',
    consentBasis: 'OBTAINED',
    separateConsentRef: 'DEMO-CONSENT-21',
  },
  delivery,
  recipients,
  period,
  commitment,
};
