/** How the engine is told: one signal that starts the run if there is none. */
import { Client, type WorkflowClientInterceptor, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import { CASE_EVENT_SIGNAL, TASK_QUEUE, workflowTypeOf, type CaseMessage, type CaseStart } from '@libs/contracts/engine';

export type Tell = (message: CaseMessage, options?: { readonly again: boolean }) => Promise<void>;

export interface EngineClientOptions {
  readonly address: string;
  readonly namespace: string;
  readonly interceptors: WorkflowClientInterceptor[];
}

/** The engine's client, connected when it is first asked for: the native connection takes less CPU a call than the other. */
export class EngineClient {
  private connected?: Promise<Client>;
  private connection?: NativeConnection;

  constructor(private readonly options: EngineClientOptions) {}

  /** @throws where the engine cannot be reached; the next call tries again */
  readonly get = (): Promise<Client> => {
    this.connected ??= this.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  };

  async close(): Promise<void> {
    await this.connection?.close();
  }

  private async connect(): Promise<Client> {
    const { address, namespace, interceptors } = this.options;
    this.connection = await NativeConnection.connect({ address });
    return new Client({ connection: this.connection, namespace, interceptors: { workflow: interceptors } });
  }
}

/** Calls carry deadlines of their own: the client retries silently for seconds when the server is away. */
export const tellVia =
  (engine: () => Promise<Client>, deadlineMs: number): Tell =>
  async (message, { again } = { again: false }) => {
    const { caseId, processType, storyVersion, number, unit } = message;
    const client = await engine();
    const start: CaseStart = { caseId, processType, storyVersion, number, unit };
    try {
      await client.withDeadline(Date.now() + deadlineMs, () =>
        client.workflow.signalWithStart(workflowTypeOf(processType), {
          taskQueue: TASK_QUEUE,
          workflowId: caseId,
          args: [start],
          signal: CASE_EVENT_SIGNAL,
          signalArgs: [message],
          // A run that has ended has heard the end: only one that failed, or that the reconciler asks for, is started again.
          workflowIdReusePolicy: again ? WorkflowIdReusePolicy.ALLOW_DUPLICATE : WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
          searchAttributes: { QingdunCaseNumber: [number], QingdunProcess: [processType], QingdunUnit: [unit] },
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      if (!message.closed) throw new RunEndedError();
    }
  };

/** The run of an open case has ended: the reconciler has to start it again. */
export class RunEndedError extends Error {
  override readonly name = 'RunEnded';
}
