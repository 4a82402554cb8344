import { positionFits } from './position-fits';
import { ORGANISATION_TYPES, POSITIONS, type PositionCode } from './positions';

const CODES = Object.keys(POSITIONS) as PositionCode[];

describe('where a position can be held', () => {
  it.each([
    ['UNIT_DATA_ADMINISTRATOR', ['MEDICAL_INSTITUTION']],
    ['DISTRICT_INFO_DEPT', ['DISTRICT_COMMISSION']],
    ['CENTER_DATA_OFFICER', ['DISTRICT_CENTER']],
    ['VENDOR_OPERATOR', ORGANISATION_TYPES.filter((type) => type !== 'EXTERNAL_AUTHORITY')],
    ['PROCESS_ADMINISTRATOR', ORGANISATION_TYPES.filter((type) => type !== 'EXTERNAL_AUTHORITY')],
  ] as const)('%s: %p', (position, types) => {
    expect(ORGANISATION_TYPES.filter((type) => positionFits(position, type))).toEqual(types);
  });

  it('is somewhere for each position, and never an authority that is only reported to', () => {
    for (const position of CODES) {
      expect(ORGANISATION_TYPES.some((type) => positionFits(position, type))).toBe(true);
      expect(positionFits(position, 'EXTERNAL_AUTHORITY')).toBe(false);
    }
  });
});
