/** The ways out of the system that are configured. */
import type { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import { plainAddress, signedAddress } from '@libs/notify/links';
import { mailChannel } from '@libs/notify/mail/mail-channel';
import { perMinute } from '@libs/notify/rate';
import { Sender, type SenderOptions } from '@libs/notify/sender';
import { Links } from '@libs/notify/signed-links';
import { deactivateGone } from '@libs/notify/webhook/endpoints';
import { secretsKey } from '@libs/notify/webhook/secrets';
import { webhookChannel } from '@libs/notify/webhook/webhook-channel';
import { countOf, millisecondsOf } from '@libs/policy/typed-values';
import type { CaseRecord } from '@libs/record/record';
import type { DeliveryMetrics } from './delivery-metrics';
import type { AnySender } from './notifier';

const MOST_PAUSE_MS = 3_600_000;

export interface SenderParts {
  readonly config: Config;
  readonly record: CaseRecord;
  readonly logger: Logger;
  readonly metrics: DeliveryMetrics;
}

export function sendersOf({ config, record, logger, metrics }: SenderParts): AnySender[] {
  const { pool, policies } = record;
  const { publicUrl, linkKey, linkKeyPrevious, smtpUrl, mailFrom, mailPerMinute, webhookSecretsKey, webhookAllowedNetworks, webhookAllowHttp, webhooksPerMinute, deliveryAttempts, deliveryFirstPauseMs } = config;
  const common: Pick<SenderOptions<never>, 'pool' | 'backoff' | 'mostAttempts' | 'onResult'> = {
    pool,
    backoff: { firstMs: deliveryFirstPauseMs, mostMs: MOST_PAUSE_MS },
    mostAttempts: deliveryAttempts,
    onResult: (channel, result, failure) => {
      metrics.ended(channel, result);
      if (result !== 'sent') logger.warn({ channel, result, failure }, 'a message was not delivered');
    },
  };
  const senders: AnySender[] = [];
  const links = new Links([linkKey, linkKeyPrevious].filter((key) => key !== undefined));
  const validMs = async (): Promise<number> => millisecondsOf(await policies.inForce(pool), 'link.validity.hours');
  const taskAddress = linkKey === undefined ? plainAddress(publicUrl) : signedAddress({ publicUrl, links, validMs });
  const mergeAbove = async (): Promise<number> => countOf(await policies.inForce(pool), 'notify.digest.above');
  if (smtpUrl !== undefined) senders.push(new Sender({ ...common, channel: mailChannel({ smtpUrl, from: mailFrom, publicUrl, taskAddress }), rate: perMinute(mailPerMinute), mergeAbove }));
  if (webhookSecretsKey !== undefined) {
    const rules = { networks: webhookAllowedNetworks, http: webhookAllowHttp };
    const channel = webhookChannel({ key: secretsKey(webhookSecretsKey), rules, publicUrl, onGone: (endpointId) => deactivateGone(pool, endpointId) });
    senders.push(new Sender({ ...common, channel, rate: perMinute(webhooksPerMinute) }));
  }
  return senders;
}
