import { definitionDigest } from '@libs/record/pin-definitions';
import { sensitiveDataUseDesk1 } from './desk';

it('is what version 1 was pinned as: a frozen version that differs would be refused at the start', () => {
  expect(definitionDigest(sensitiveDataUseDesk1)).toBe('be857d1d2d9ab62e8974a75447032d48de2ba57095e2eae38400ece911355303');
});
