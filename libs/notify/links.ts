/** Where people act on what they were told of. To open a link changes nothing, and a link signs nobody in. */

export interface TaskLink {
  /** The address of this system as people reach it. */
  readonly publicUrl: string;
  readonly taskId: string;
  /** For whom it is. */
  readonly personId: string;
}

export const taskLink = ({ publicUrl, taskId }: TaskLink): string => under(publicUrl, `tasks/${taskId}`);

export const caseLink = (publicUrl: string, caseId: string): string => under(publicUrl, `cases/${caseId}`);

const under = (publicUrl: string, path: string): string => new URL(path, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href;
