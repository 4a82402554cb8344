/** 批量修改、复制、下载等重要操作（第十八条）: each needs a one-time grant of its own (gate G8). */
export const BULK_OPERATIONS = { BULK_MODIFY: '批量修改', BULK_COPY: '批量复制', BULK_DOWNLOAD: '批量下载', OTHER_CRITICAL: '其他重要操作' } as const;
export type BulkOperation = keyof typeof BULK_OPERATIONS;

export const isBulkOperation = (operation: string): operation is BulkOperation => Object.hasOwn(BULK_OPERATIONS, operation);
