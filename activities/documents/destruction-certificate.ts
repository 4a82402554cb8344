/** 销毁证明 as PDF: what the certificate of the register says, in the look of the paper form. */
import type { Pool } from 'pg';
import { renderPaper } from '@libs/documents/render';
import type { Block, Pair, Paper } from '@libs/documents/paper';
import { SANITIZATIONS } from '@libs/domain/destruction';
import { isPosition, POSITIONS } from '@libs/domain/positions';
import type { ContentStore } from '@libs/platform/files/content-store';
import { attachDocument, certificateOf, type Certificate } from '@libs/record/registers/certificates';
import type { DestroyedCopy, DestructionCertificate as Body, Signed } from '@workflows/processes/data-destruction/certificate';
import type { Performer } from '../case-activities';
import { keepDocument } from './keep-document';

export class DestructionCertificate implements Performer {
  constructor(
    private readonly pool: Pool,
    private readonly store: ContentStore,
  ) {}

  async perform({ caseId, wantId }: { readonly caseId: string; readonly wantId: string }): Promise<Readonly<Record<string, string>>> {
    const certificate = await certificateOf(this.pool, caseId, 'DESTRUCTION');
    if (!certificate) throw new Error('no certificate to render');
    const bytes = await renderPaper(paperOf(certificate));
    const kept = await keepDocument(this.pool, this.store, { caseId, wantId, name: `销毁证明-${certificate.number}.pdf`, mediaType: 'application/pdf', bytes });
    await attachDocument(this.pool, certificate.id, kept.attachmentId);
    return kept;
  }
}

const TRIGGERS: Readonly<Record<string, string>> = { DESTRUCTION_REQUESTED: '要求销毁', RETENTION_EXPIRED: '达到数据保存期限' };
const CHECKED = ['已评估并审核业务必要性', '保存期限已满，无冻结或者保留', '备份、副本及外部接收方副本已列入', '以不可逆方式销毁并逐份核验'];

/** What stands on the paper, in its order (forms.md B6, regulation.md §3.1). */
export function paperOf({ number, caseNumber, issuedAt, digest, org, body }: Certificate): Paper {
  // The register holds what the process entered in it, as it was.
  const certificate = body as unknown as Body;
  const { data, retention, log } = certificate;
  return {
    title: '数据销毁证明',
    number,
    issuedAt: new Date(issuedAt),
    footer: `${org.name}　${number}　摘要 ${digest}`,
    blocks: [
      {
        kind: 'PAIRS',
        pairs: [
          pair('单位', org.name),
          pair('销毁办件编号', caseNumber),
          pair('触发情形', TRIGGERS[certificate.trigger] ?? certificate.trigger),
          pair('销毁原因', certificate.reason),
          wide('依据', certificate.basis),
          wide('留存核对', [retention.kind, ...(retention.countedFrom === undefined ? [] : [`自 ${retention.countedFrom} 起算`]), retention.basis].join('；')),
          wide('销毁范围', certificate.scope),
          pair('数据级别', data.level),
          pair('数据类别', data.category),
          pair('时间范围', data.timeRange ? `${data.timeRange.from} 至 ${data.timeRange.to}` : '—'),
          pair('人数/记录数', `${data.subjectCount} 人${data.recordCount === undefined ? '' : ` / ${data.recordCount} 条`}`),
          wide('数据集', data.datasetIds.join('、')),
        ],
      },
      { kind: 'CHECKS', title: '核查', checks: CHECKED.map((label) => ({ label, checked: true })) },
      ...certificate.copies.flatMap(copyBlocks),
      {
        kind: 'TABLE',
        title: '评估、审核与批准',
        head: ['环节', '岗位', '姓名', '时间'],
        widths: [0.34, 0.24, 0.2, 0.22],
        rows: certificate.approvals.map(({ title, position, name, at }) => [title, titleOf(position), name, local(at)]),
      },
      {
        kind: 'PAIRS',
        pairs: [
          wide('过程记录', log.first === undefined ? '无' : `${log.entries} 条，${local(log.from)} 至 ${local(log.to)}；首条摘要 ${log.first}；末条链式摘要 ${log.last ?? ''}`),
          wide('处置后去向', certificate.afterwards),
          wide('发放对象', certificate.issuedTo),
          wide('证明摘要', digest),
        ],
      },
      { kind: 'SIGNED', title: '签署', text: '上列数据及副本已以不可逆方式销毁。', name: certificate.signature, date: dayOf(issuedAt) },
    ],
  };
}

function copyBlocks({ number, name, kind, form, location, quantity, medium, levelBefore, method, operator, witnesses, verification, verifier }: DestroyedCopy): Block[] {
  const by = (role: string, signed: Signed): readonly string[] => [role, `${signed.name}（${titleOf(signed.position)}）`, local(signed.at), signed.place, signed.phone];
  return [
    {
      kind: 'PAIRS',
      pairs: [
        wide(`副本 ${number}`, name),
        pair('种类/形态', `${kind} / ${form}`),
        pair('数量/容量', quantity),
        wide('位置', location),
        ...(medium ? [wide('介质', [medium.mediaType, medium.manufacturer, medium.model, `序列号 ${medium.serialNo}`, `资产编号 ${medium.assetNo}`, ...(medium.mediaSource === undefined ? [] : [`来源 ${medium.mediaSource}`])].join('；'))] : []),
        pair('销毁前级别', levelBefore),
        pair('销毁方式', `${SANITIZATIONS[method.category]}（${method.technique}${method.passes === undefined ? '' : ` ${method.passes} 次`}）`),
        wide('工具及版本', [method.tool, method.toolVersion ?? ''].join(' ').trim()),
        wide('执行', `${local(operator.startedAt)} 至 ${local(operator.endedAt)}；${operator.result}`),
        wide('核验', `${verification.method}，抽样 ${verification.samplePercent}%${verification.secondTool === undefined ? '' : `，第二种工具 ${verification.secondTool}`}；${verification.result}`),
      ],
    },
    {
      kind: 'TABLE',
      title: `副本 ${number}：执行、监销、核验`,
      head: ['角色', '姓名（岗位）', '时间', '地点', '联系电话'],
      widths: [0.12, 0.34, 0.2, 0.17, 0.17],
      rows: [by('执行人', operator), ...witnesses.map((witness, index) => by(`监销人 ${index + 1}`, witness)), by('核验人', verifier)],
    },
  ];
}

const pair = (label: string, value: string): Pair => ({ label, value });
const wide = (label: string, value: string): Pair => ({ label, value, wide: true });
const titleOf = (position: string): string => (isPosition(position) ? POSITIONS[position].title : position);
const local = (instant: string | undefined): string => (instant === undefined ? '' : new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }));
const dayOf = (instant: string): string => new Date(instant).toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric' });
