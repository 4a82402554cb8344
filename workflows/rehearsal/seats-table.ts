/** Who may act: for every step of every process the positions, each in the organisation of its scope; nobody else, anywhere. */
import { POSITIONS, type PositionCode, type PositionScope } from '@libs/domain/positions';
import type { Definition, Requirement, Seat } from '@workflows/kit/definition';
import { BODY_TITLES } from './seats';

/** The organisation of a seat, seen from the case. */
export const SEAT_ORGS: Readonly<Record<PositionScope, string>> = { DISTRICT: '区卫生健康委', CENTER: '事业发展中心', UNIT: '办件所属单位', OWN_ORG: '办件所属单位', SYSTEM: '—' };

export const seatText = (seat: Seat): string => ('applicant' in seat ? '申请人' : 'body' in seat ? BODY_TITLES[seat.body] : POSITIONS[seat.position].title);

/** Under which facts a requirement applies. */
export const applicable = ({ when }: Pick<Requirement, 'when'>): string =>
  when === undefined ? '' : `（仅当 ${Object.entries(when).map(([fact, values]) => `\`${fact}\` 为 ${values.map((value) => `\`${String(value)}\``).join('、')}`).join('，')}）`;

/** What people of a process do, with who may: its steps, and the corrections of its reviews. */
export function seatsOfProcess({ steps, reviews }: Definition): readonly { readonly key: string; readonly title: string; readonly seats: readonly Seat[] }[] {
  return [
    ...Object.entries(steps).map(([key, { title, seats }]) => ({ key, title, seats })),
    ...Object.entries(reviews).map(([key, { title, correctedBy }]) => ({ key, title, seats: [correctedBy] })),
  ];
}

const isPosition = (code: string): code is PositionCode => Object.hasOwn(POSITIONS, code);
const ALL_POSITIONS = Object.keys(POSITIONS).filter(isPosition);

/** The whole document in Markdown. `refreshedBy` is the command that writes it. */
export function seatsTable(definitions: readonly Definition[], refreshedBy: string): string {
  return [
    '# 席位表',
    '',
    `本表由 \`${refreshedBy}\` 从各流程的定义生成，请勿手改。席位属于岗位：由办理当时在该单位任该岗位的人办理，任职变动时由接任者自然替换。业务部门负责人限办件所属部门，该部门无人任职时为本单位的任一业务部门，按需行为不分部门。下表未列出的岗位和单位一律不能办理：其他单位的任何岗位、外包服务商（其本人发起的除外）、平台的流程、系统、安全、审计管理员，在任何流程的任何环节都没有席位。\`test/e2e/processes/terminals.spec.ts\` 以演示区的每个账号逐环节核对本表。`,
    '',
    ...definitions.flatMap(section),
    '## 岗位与流程',
    '',
    '每个岗位在每个流程中可以办理的环节数；空白为没有席位。',
    '',
    row(['岗位', '单位', ...definitions.map(({ code }) => code)]),
    row(['---', '---', ...definitions.map(() => '---')]),
    ...ALL_POSITIONS.map((position) => row([POSITIONS[position].title, SEAT_ORGS[POSITIONS[position].scope], ...definitions.map((definition) => countText(definition, position))])),
    '',
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function section(definition: Definition): string[] {
  return [
    `## ${definition.code} ${definition.title}`,
    '',
    row(['环节', '岗位', '单位']),
    row(['---', '---', '---']),
    ...seatsOfProcess(definition).map(({ key, title, seats }) => row([`${title} \`${key}\``, seats.map(seatText).join('<br>'), seats.map(orgText).join('<br>')])),
    '',
  ];
}

const orgText = (seat: Seat): string => ('applicant' in seat ? '本人' : 'body' in seat ? SEAT_ORGS.UNIT : SEAT_ORGS[POSITIONS[seat.position].scope]);

function countText(definition: Definition, position: PositionCode): string {
  const n = seatsOfProcess(definition).filter(({ seats }) => seats.some((seat) => 'position' in seat && seat.position === position)).length;
  return n === 0 ? '' : String(n);
}
