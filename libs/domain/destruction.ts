/** 不可逆销毁的方式: techniques and the categories of NIST SP 800-88r2 that they belong to [F2]. */

export const SANITIZATIONS = { CLEAR: '清除', PURGE: '净化', DESTROY: '物理销毁' } as const;
export type Sanitization = keyof typeof SANITIZATIONS;

export const DESTRUCTION_TECHNIQUES = {
  OVERWRITE: { title: '逻辑覆写', category: 'CLEAR' },
  CRYPTO_ERASE: { title: '加密擦除', category: 'PURGE' },
  DEGAUSS: { title: '消磁', category: 'PURGE' },
  SHRED: { title: '物理粉碎', category: 'DESTROY' },
  INCINERATE: { title: '焚烧', category: 'DESTROY' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly category: Sanitization }>>;
export type DestructionTechnique = keyof typeof DESTRUCTION_TECHNIQUES;

/** Which policy row says how data may be destroyed: 清除 is for 一般数据 without anything personal alone. */
export const methodPolicy = ({ level, sensitive, personal }: { readonly level: string; readonly sensitive: boolean; readonly personal: boolean }): string =>
  level === 'GENERAL' && !sensitive && !personal ? 'destruction.method.generalNonPersonal' : 'destruction.method.sensitive';
