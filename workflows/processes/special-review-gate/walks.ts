/** 第三十九条: submissions of hospital A's staff that are turned away. */
import { EXAMPLE_FORM } from '../sensitive-data-use/form.example';
import type { Move, Walk, Walks, WalkWorld } from '../walk';

type Use = typeof EXAMPLE_FORM;

/** An application for the use of data that declares what is turned away. */
const declaring =
  (declared: (form: Use) => Use) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...declared({ ...EXAMPLE_FORM, data: { ...EXAMPLE_FORM.data, datasetIds: [world.resource('HOSPITAL-A', 'FOLLOW-UP')] }, period: { ...EXAMPLE_FORM.period, from: world.day(0), to: world.day(30) } }),
  });
const abroad = declaring((form) => ({ ...form, processing: { ...form.processing, crossBorder: true } }));
const secret = declaring((form) => ({ ...form, guards: { ...form.guards, containsStateSecret: true } }));
const aggregated = declaring((form) => ({ ...form, guards: { ...form.guards, aggregatesToSecret: true } }));

const referral = (route: string): Move => ({ step: 'referral', evidence: (world) => ({ route, documentNo: '演示移〔2026〕1号', referredOn: world.day(0) }) });
const reply = (outcome: string): Move => ({ step: 'externalReply', outcome, evidence: (world) => ({ route: 'SECURITY_ASSESSMENT', documentNo: '演示函〔2026〕2号', repliedOn: world.day(0) }) });

const diverted = (starter: string): Pick<Walk, 'divertedFrom' | 'starter'> => ({ divertedFrom: 'sensitive-data-use', starter });

export const walks: Walks = {
  cleared: { ...diverted('hospital-a.staff-1'), title: '数据跨境：移交后主管部门准予继续', to: 'CLEARED', form: abroad, moves: [referral('SECURITY_ASSESSMENT'), reply('CLEARED')] },
  blocked: { ...diverted('hospital-a.staff-2'), title: '数据跨境：主管部门不予同意', to: 'BLOCKED', form: abroad, moves: [referral('STANDARD_CONTRACT'), reply('BLOCKED')] },
  referredOut: { ...diverted('hospital-a.staff-3'), title: '数据跨境：由主管部门另行处理', to: 'REFERRED_OUT', form: abroad, moves: [referral('SECURITY_ASSESSMENT'), reply('REFERRED_OUT')] },
  secret: { ...diverted('hospital-a.staff-1'), title: '含有国家秘密：移交后即移出本系统', to: 'REFERRED_OUT', form: secret, moves: [referral('CONFIDENTIALITY')] },
  aggregated: { ...diverted('hospital-a.staff-1'), title: '汇聚关联后属于国家秘密：移交后即移出本系统', to: 'REFERRED_OUT', form: aggregated, moves: [referral('CONFIDENTIALITY')] },
};
