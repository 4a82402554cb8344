/** How the codes and ids in paths, queries and bodies are written. */
export const ORG_CODE = /^[A-Z0-9][A-Z0-9-]{1,31}$/;
export const PROCESS_TYPE = /^[a-z][a-z0-9-]{1,63}$/;
/** Of a position, an outcome or an operation. */
export const NAME_CODE = /^[A-Z][A-Z_]{1,63}$/;
/** RFC 3339, whether it exists or not. */
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;
/** As a part of a pattern. */
export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
