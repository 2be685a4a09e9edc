/** A resource as the program asked for it, and as AWS would have answered. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  /** False for components, which only group. */
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Everything one deploy would have done. */
export interface Recording {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly command: string;
  readonly resources: readonly Resource[];
  readonly calls: readonly Call[];
  readonly failure: string | null;
  readonly outputs: Readonly<Record<string, unknown>>;
}
