/** Injects the structured `Logger` of libs/platform/logging. */
export const LOGGER = Symbol('LOGGER');
