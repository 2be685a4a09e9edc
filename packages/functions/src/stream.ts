import type { Row, Scalar } from "@switchboard/core/port";

/** An attribute as a Lambda gets it from a stream: bytes are base64. */
export interface StreamAttribute {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly B?: string;
}

export interface StreamRecord {
  readonly eventName?: string;
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly Keys?: Readonly<Record<string, StreamAttribute>>;
    readonly NewImage?: Readonly<Record<string, StreamAttribute>>;
    readonly OldImage?: Readonly<Record<string, StreamAttribute>>;
  };
}

export interface StreamEvent {
  readonly Records: readonly StreamRecord[];
}

/** The records to deliver again, with everything behind the first of them. */
export interface StreamAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export function rowOf(image: Readonly<Record<string, StreamAttribute>>): Row {
  const row: Record<string, Scalar> = {};
  for (const [name, { S, N, BOOL, B }] of Object.entries(image)) {
    const value =
      S ?? BOOL ?? (N === undefined ? undefined : Number(N)) ?? (B && new Uint8Array(Buffer.from(B, "base64")));
    if (value !== undefined) row[name] = value;
  }
  return row;
}
