/** What an attribute of a row may hold. */
export type Scalar = string | number | boolean | Uint8Array;
export type Row = Readonly<Record<string, Scalar>>;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A DynamoDB expression with what it refers to; names start with `#`, values with `:`. */
export interface Expression {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, Scalar>>;
}

export type Write =
  | { readonly kind: "put"; readonly row: Row; readonly condition?: Expression }
  | {
      readonly kind: "update";
      readonly key: Key;
      readonly update: Expression;
      readonly condition?: Expression;
      /** Gives back what was set; for a single write alone. */
      readonly returns?: true;
    }
  | { readonly kind: "delete"; readonly key: Key; readonly condition?: Expression }
  | { readonly kind: "check"; readonly key: Key; readonly condition: Expression };

/** Why one write of a refused transaction stood in the way; `row` is what lay there. */
export interface Reason {
  readonly code: "none" | "condition" | "conflict" | "throttled";
  readonly row?: Row;
}

export type Outcome =
  | { readonly done: true; readonly row?: Row }
  | { readonly done: false; readonly reasons: readonly Reason[] };

export type IndexName = "work" | "activity" | "relation" | "due";

export interface Query {
  /** The base table when absent. */
  readonly index?: IndexName;
  readonly partition: string;
  /** Bounds of the sort key, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
  /** Read on behind this row: its key attributes, as a page before gave them. */
  readonly after?: Row;
  readonly consistent?: boolean;
}

export interface QueryPage {
  readonly rows: readonly Row[];
  /** Where to read on, or null at the end. */
  readonly next: Row | null;
}

/**
 * The table, as the product sees it: six calls and no Scan. An error that is thrown means that nobody
 * knows whether a write happened; a refusal that is known comes back as an {@link Outcome}.
 */
export interface TablePort {
  get(key: Key, options?: { readonly consistent?: boolean }): Promise<Row | null>;
  /** Many rows, in no order, missing ones left out. */
  batchGet(keys: readonly Key[], options?: { readonly consistent?: boolean }): Promise<readonly Row[]>;
  query(query: Query): Promise<QueryPage>;
  /** All of 1 to 100 writes, or none. */
  transact(writes: readonly Write[]): Promise<Outcome>;
  /** One write outside a transaction, at half the price. */
  write(write: Write): Promise<Outcome>;
  /** Adds to a number outside any transaction and returns the sum. */
  add(key: Key, attribute: string, amount: number): Promise<number>;
}
