/** What people fill in at the steps that only a provision has. All of it is made up. */
import type { ProvisionAgreement, ProvisionRecord } from './form.evidence';

export const agreementUntil = (signedOn: string, validUntil: string): ProvisionAgreement => ({
  agreementNo: 'DEMO-XY-21',
  signedOn,
  validUntil,
  purposeAgreed: true,
  protectionAgreed: true,
  noOnwardTransfer: true,
  returnAgreed: true,
});

export const recordOf = (deliveredOn: string, keptUntil: string): ProvisionRecord => ({ deliveries: 1, records: 800, firstDeliveredOn: deliveredOn, lastDeliveredOn: deliveredOn, meteredCount: 12, keptUntil });

/** Of a permission under which nothing was delivered. */
export const emptyRecord = (keptUntil: string): ProvisionRecord => ({ deliveries: 0, records: 0, meteredCount: 0, keptUntil });
