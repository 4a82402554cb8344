/** As organisations are coded in the roster. */
export const ORG_CODE = /^[A-Z0-9][A-Z0-9-]{1,31}$/;
