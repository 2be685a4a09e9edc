/** What AWS would put on the bill, counted where it happens. */
export interface FunctionFigures {
  invocations: number;
  coldStarts: number;
  /** Rounded up to the next one for each invocation, ms. */
  billedMs: number;
}

export interface TableFigures {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

export interface Figures {
  readonly functions: Readonly<Record<string, FunctionFigures>>;
  /** By function and operation: `api GetItem`. */
  readonly table: Readonly<Record<string, TableFigures>>;
  readonly streamReads: number;
  readonly eventsPut: number;
  readonly sqsRequests: number;
  readonly s3Puts: number;
  readonly s3Gets: number;
  readonly sesSent: number;
  readonly sesReceived: number;
  readonly schedules: number;
}

type Count = Exclude<keyof Figures, "functions" | "table">;

export class Meter {
  readonly #functions: Record<string, FunctionFigures> = {};
  readonly #table: Record<string, TableFigures> = {};
  readonly #counts: Record<Count, number> = {
    streamReads: 0,
    eventsPut: 0,
    sqsRequests: 0,
    s3Puts: 0,
    s3Gets: 0,
    sesSent: 0,
    sesReceived: 0,
    schedules: 0,
  };

  count(what: Count, by = 1): void {
    this.#counts[what] += by;
  }

  invoked(fn: string, ms: number, cold: boolean): void {
    const figures = this.#functions[fn] ?? { invocations: 0, coldStarts: 0, billedMs: 0 };
    this.#functions[fn] = figures;
    figures.invocations++;
    figures.coldStarts += cold ? 1 : 0;
    figures.billedMs += Math.ceil(ms);
  }

  called(call: string, units: Pick<TableFigures, "readUnits" | "writeUnits">): void {
    const figures = this.#table[call] ?? { calls: 0, readUnits: 0, writeUnits: 0 };
    this.#table[call] = figures;
    figures.calls++;
    figures.readUnits += units.readUnits;
    figures.writeUnits += units.writeUnits;
  }

  /** A copy: what is counted later does not change it. */
  read(): Figures {
    return structuredClone({ functions: this.#functions, table: this.#table, ...this.#counts });
  }
}
