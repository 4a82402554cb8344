/** The ids of the process types that exist, offered or not. */
export abstract class ProcessTypeList {
  abstract has(id: string): boolean;
}
