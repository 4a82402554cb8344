/** What can be chosen in the forms of a trace (第三十八条). */
export const CAUSES = { LEAK: '发生个人信息和数据泄露', MAJOR_INCIDENT: '出现重大网络与数据安全事件', BREACH_OF_DUTY: '违反、未能履行数据安全职责' } as const;
export type Cause = keyof typeof CAUSES;

export const LAST_LEVELS = { groupLeaderLevel: '查至单位组长（第一责任）', districtLevel: '查至区级监管责任' } as const;
export type LastLevel = keyof typeof LAST_LEVELS;

export const REFERRED_TO = { DISCIPLINE: '纪检监察机关', POLICE: '公安机关', OTHER: '其他有权机关' } as const;
export type ReferredTo = keyof typeof REFERRED_TO;
