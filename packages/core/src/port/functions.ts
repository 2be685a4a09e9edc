/** Starts functions of the desk. Resolves once the call was accepted, which says nothing of how it ends. */
export interface FunctionsPort {
  /** `name` is a function's name or ARN. */
  invoke(name: string, payload: unknown): Promise<void>;
}
