import { createTransport } from 'nodemailer';
import { RejectedError, type Channel, type Parcel } from '../channel';
import { mailText, type Addresses, type MailTo } from './mail-text';

export interface MailOptions extends Addresses {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  /** An address, with or without a name before it. */
  readonly from: string;
}

/** One attempt ends within this. */
export const MAIL_TIMEOUT_MS = 20_000;
const CONNECTIONS = 4;

/** Mails of one case are one thread: they all refer to an id that stands for the case. A mail that is sent again has the id that it had. */
export function mailChannel({ smtpUrl, from, ...addresses }: MailOptions): Channel<MailTo> {
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: CONNECTIONS, connectionTimeout: MAIL_TIMEOUT_MS / 2, greetingTimeout: MAIL_TIMEOUT_MS / 2, socketTimeout: MAIL_TIMEOUT_MS / 2, disableFileAccess: true, disableUrlAccess: true });
  const domain = domainOf(from);
  return {
    name: 'MAIL',
    async send(parcel) {
      const { to, messages } = parcel;
      const thread = `<case.${messages[0]?.caseId}@${domain}>`;
      try {
        await transport.sendMail({
          from,
          to: { name: to.name, address: to.address },
          ...(await mailText(parcel, addresses)),
          messageId: messageIdOf(parcel, domain),
          ...(messages.length === 1 && { inReplyTo: thread, references: [thread] }),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (error) {
        throw isRejection(error) ? new RejectedError('the mail was refused', { cause: error }) : error;
      }
    },
    close: () => transport.close(),
  };
}

const messageIdOf = ({ id }: Parcel<MailTo>, domain: string): string => `<${id}@${domain}>`;

const domainOf = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';

/** A reply of 5yz is for good (RFC 5321, 4.2.1); that the server does not know us is ours to mend, and no fault of the mail. */
function isRejection(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || typeof error.responseCode !== 'number') return false;
  const { responseCode } = error;
  const aboutUs = 'code' in error && error.code === 'EAUTH';
  return responseCode >= 500 && responseCode < 600 && !aboutUs && responseCode !== 530 && responseCode !== 535;
}
