/** The processes that this API offers. */
export const DESKS_OFFERED = Symbol('DESKS_OFFERED');
