/** Small processes in which every kind of consequence of a decision can be taken back, or cannot. */
import { define, lapsing, within } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import type { Story } from '@workflows/kit/story';
import type { ProcessDesk } from '@libs/record/desk';
import { plainDesk } from './plain-desk';

const EMPTY = { version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, sections: {}, gates: {}, diversions: {}, distinct: [], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END' } as const;

const other = define({
  ...EMPTY, id: 'test-other', code: 'T11', title: '关联办件', facts: {}, reviews: {}, grants: {}, effects: {}, periods: {}, children: {},
  steps: { look: { title: '核对', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] } },
  terminals: { DONE: { title: '完成', positive: true }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
});

const taken = define({
  ...EMPTY, id: 'test-taken', code: 'T12', title: '撤回测试', facts: { until: { kind: 'instant' } },
  steps: {
    check: { title: '核对', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], clocks: [within('use.secondaryAssessment.days')], yields: ['until'] },
    urgentCheck: { title: '限时核对', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], clocks: [lapsing('use.correction.lapseDays')] },
    watch: { title: '观察', kind: 'COMPLETE', article: '测试', seats: [{ position: 'UNIT_SECURITY_OFFICER' }], clocks: [within('use.desensitization.days')] },
    panel: { title: '会签', kind: 'APPROVE', article: '测试', seats: [{ body: 'UNIT_TECH_REVIEW_GROUP' }], rule: { kind: 'ALL' }, clocks: [within('use.initialAssessment.days')] },
    session: {
      title: '会议', kind: 'SESSION', article: '测试', seats: [{ body: 'UNIT_ETHICS_COMMITTEE' }],
      rule: { kind: 'RATIO_OF_ALL', policy: 'ethics.passRule', present: 'ethics.present.min' }, clocks: [within('ethics.review.days')],
    },
    last: { title: '办结', kind: 'COMPLETE', article: '测试', seats: [{ position: 'UNIT_DESIGNATED_LEADER' }], clocks: [within('use.closure.days')] },
  },
  reviews: { papers: { title: '补正', correctedBy: { applicant: true }, corrects: 'form', clocks: [lapsing('use.correction.lapseDays')], article: '测试' } },
  grants: { use: { title: '授权', article: '测试', scope: [], requires: [], suspendedBy: ['UNIT_DESIGNATED_LEADER'], revokedBy: ['UNIT_DESIGNATED_LEADER'], handedBackBy: 'APPLICANT' } },
  effects: { notice: { title: '通知', kind: 'DOCUMENT' } },
  children: { waited: { title: '等待的', process: 'test-other', onParentEnd: 'LEAVE' }, loose: { title: '不等待的', process: 'test-other', onParentEnd: 'LEAVE' } },
  periods: {},
  terminals: { DONE: { title: '完成', positive: true }, REJECTED: { title: '否', positive: false }, REVOKED: { title: '撤销', positive: false }, EXPIRED: { title: '失效', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
});

type Told = Story<typeof taken>;
const variant = (id: string, story: Told): ProcessDesk => {
  const { definition, ...process } = processOf(taken, story);
  return plainDesk({ ...process, definition: { ...definition, id } });
};
/** In a review, so that the papers may be returned; then one step more. */
const judged = (body: Told): Told => async (c) => {
  await c.review('papers', body);
  await c.complete('last');
  await c.end('DONE');
};

const DESKS_OF: readonly ProcessDesk[] = [
  plainDesk(processOf(other, async (c) => {
    await c.approve('look');
    await c.end('DONE');
  })),
  variant('test-in-turn', judged(async (c) => void (await c.approve('check')))),
  variant('test-urgent', judged(async (c) => void (await c.approve('urgentCheck')))),
  variant('test-panel', judged(async (c) => void (await c.approve('panel')))),
  variant('test-session', judged(async (c) => void (await c.session('session')))),
  // The panel is asked once the check is through: what it votes hangs on the check.
  variant('test-both', judged(async (c) => {
    await c.approve('check');
    await c.approve('panel');
  })),
  // Who watches is let go with the check.
  variant('test-watched', judged((c) => c.all(async (d) => {
    d.beside(async (e) => void (await e.complete('watch')));
    await d.approve('check');
  }))),
  variant('test-granting', async (c) => {
    await c.approve('check');
    await c.granted('use', { until: 'until' }, async (d) => void (await d.complete('watch')));
    await c.end('DONE');
  }),
  // The grant ends by itself, and lets go of who watches.
  variant('test-during', async (c) => {
    await c.approve('check');
    await c.granted('use', { until: 'until' }, async (d) => {
      await d.approve('panel');
      await d.complete('watch');
    });
    await c.complete('last');
    await c.end('DONE');
  }),
  variant('test-parent', judged(async (c) => {
    await c.approve('check');
    await c.child('waited');
  })),
  variant('test-spawning', judged(async (c) => {
    await c.approve('check');
    c.spawn('loose');
  })),
  variant('test-effect', judged(async (c) => {
    await c.approve('check');
    await c.effect('notice');
  })),
];

export const TAKE_BACK_DESKS = new Map(DESKS_OF.map((desk) => [desk.process.definition.id, desk]));
