import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { RejectedError, type Channel, type Parcel } from '../channel';
import { cloudEvent } from './cloud-event';
import { openSecret, type SealedSecret } from './secrets';
import { faultOf, lookupWithin, type TargetRules } from './targets';

export interface WebhookTo {
  readonly endpointId: string;
  readonly url: string;
  /** Those that sign now, the newest first. */
  readonly secrets: readonly SealedSecret[];
}

export interface WebhookOptions {
  readonly key: Buffer;
  readonly rules: TargetRules;
  readonly publicUrl: string;
  /** The receiver has said that it is there no more. */
  readonly onGone: (endpointId: string) => Promise<void>;
}

/** One attempt ends within this. */
export const WEBHOOK_TIMEOUT_MS = 15_000;
const GONE = 410;

/** A receiver that did not take it, by its status: no text of it is kept. */
export class WebhookStatusError extends Error {
  override readonly name: string;

  constructor(status: number) {
    super('not taken');
    this.name = `Http${status}`;
  }
}

/** CloudEvents as JSON in the envelope of Standard Webhooks: the id of the delivery, the time, and a signature of each secret that is good. */
export function webhookChannel({ key, rules, publicUrl, onGone }: WebhookOptions): Channel<WebhookTo> {
  return {
    name: 'WEBHOOK',
    async send({ id, to, messages: [message] }) {
      if (message === undefined) throw new Error('a webhook without a message');
      if (faultOf(to.url, rules) !== undefined) throw new RejectedError('an address that is allowed no more');
      const { headers, body } = HTTP.structured(cloudEvent(message, publicUrl));
      const text = String(body);
      const status = await post(to.url, { ...headers, ...signed({ id, to }, text, key) }, text, rules);
      if (status === GONE) {
        await onGone(to.endpointId);
        throw new RejectedError('the receiver is gone');
      }
      // A redirection is not followed: it would lead past what was checked.
      if (status < 200 || status >= 300) throw new WebhookStatusError(status);
    },
    close: () => undefined,
  };
}

function signed({ id, to }: Pick<Parcel<WebhookTo>, 'id' | 'to'>, text: string, key: Buffer): Record<string, string> {
  const now = new Date();
  const signatures = to.secrets.map((secret) => new Webhook(openSecret(secret, key)).sign(id, now, text));
  return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)), 'webhook-signature': signatures.join(' ') };
}

/** The status of the answer; its body is not read. */
function post(url: string, headers: Readonly<Record<string, unknown>>, body: string, rules: TargetRules): Promise<number> {
  return new Promise((resolve, reject) => {
    const { protocol } = new URL(url);
    const request = protocol === 'https:' ? requestHttps : requestHttp;
    const sent = request(
      url,
      {
        method: 'POST',
        // No connection is kept: each is looked up, and checked, anew.
        agent: false,
        lookup: lookupWithin(rules, protocol),
        signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
        headers: { ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])), 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'Qingdun' },
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
