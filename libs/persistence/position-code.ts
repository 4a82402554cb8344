import { POSITIONS, type PositionCode } from '@libs/domain/positions';

const isPositionCode = (value: string): value is PositionCode => Object.hasOwn(POSITIONS, value);

/** A position as the roster has it. Throws `RangeError` for one that this version does not know: it must not read as "none". */
export function positionCode(value: string): PositionCode {
  if (!isPositionCode(value)) throw new RangeError(`unknown position ${value}`);
  return value;
}
