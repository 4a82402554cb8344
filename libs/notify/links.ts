/** Where people act on what they were told of. To open a link changes nothing, and a link signs nobody in. */
import type { Links, TaskLink } from './signed-links';

/** Makes the address of a task's page for one person. */
export type TaskAddress = (link: TaskLink) => Promise<string>;

export interface SignedOptions {
  /** The address of this system as people reach it. */
  readonly publicUrl: string;
  readonly links: Links;
  /** How long a link is valid, as the policy has it when it is sent; milliseconds. */
  readonly validMs: () => Promise<number>;
}

export const signedAddress = ({ publicUrl, links, validMs }: SignedOptions): TaskAddress =>
  async (link) => linkAddress(publicUrl, await links.sign(link, Date.now() + (await validMs())));

/** For where there is no key to sign with: people look the task up themselves. */
export const plainAddress = (publicUrl: string): TaskAddress => ({ taskId }) => Promise.resolve(under(publicUrl, `tasks/${taskId}`));

export const linkAddress = (publicUrl: string, token: string): string => under(publicUrl, `l/${token}`);

export const caseLink = (publicUrl: string, caseId: string): string => under(publicUrl, `cases/${caseId}`);

const under = (publicUrl: string, path: string): string => new URL(path, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href;
