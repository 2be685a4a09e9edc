/**
 * Every way Switchboard refuses. `kind` is the GraphQL type a refusal takes inside a payload;
 * `top` marks the few that end the whole request instead (DESIGN 5).
 */
export const ERRORS = {
  VALIDATION: {
    kind: "ValidationError",
    top: false,
    retryable: false,
    says: "A value breaks a rule; `path` names it.",
  },
  NOT_FOUND: { kind: "NotFoundError", top: false, retryable: false, says: "No such object, or none you may see." },
  CONFLICT: {
    kind: "ConflictError",
    top: false,
    retryable: true,
    says: "Somebody was faster. With `currentVersion`: read it again and decide anew. Without: the same call may succeed.",
  },
  ALREADY_EXISTS: { kind: "ConflictError", top: false, retryable: false, says: "A unique value is taken already." },
  IDEMPOTENCY_MISMATCH: {
    kind: "ConflictError",
    top: false,
    retryable: false,
    says: "The idempotency key was used with another body; take a new key.",
  },
  TRANSITION: {
    kind: "TransitionError",
    top: false,
    retryable: false,
    says: "Not from this status; `allowed` names what is.",
  },
  LIMIT: { kind: "LimitError", top: false, retryable: false, says: "A limit is reached; `limit` names it." },
  UNAUTHENTICATED: { kind: null, top: true, retryable: false, says: "The credential is missing or not accepted." },
  FORBIDDEN: {
    kind: null,
    top: true,
    retryable: false,
    says: "The caller lacks the permission named in `permission`.",
  },
  BAD_USER_INPUT: {
    kind: null,
    top: true,
    retryable: false,
    says: "The request is malformed: an id, cursor or page size.",
  },
  THROTTLED: { kind: null, top: true, retryable: true, says: "Too much at once; wait and retry." },
  COST_LIMIT: { kind: null, top: true, retryable: false, says: "The query is too large; ask for less." },
  INTERNAL: { kind: null, top: true, retryable: true, says: "Something of ours failed; nothing was half done." },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type Path = readonly (string | number)[];

/** One refused value: what is wrong with it, in words that say what to do, and where it stands in the input. */
export interface Issue {
  readonly message: string;
  readonly path: Path;
}

/** Machine-readable facts about a refusal, by code. */
export interface ErrorDetails {
  readonly currentVersion?: number;
  readonly allowed?: readonly string[];
  readonly limit?: number;
  readonly permission?: string;
  readonly id?: string;
  /** Objects that a value would belong to at once. */
  readonly ids?: readonly string[];
}

/**
 * The one error class. Callers switch on `code`, never on the message.
 *
 * @example
 * try { await Ticket.close(ctx, { ticketId }); }
 * catch (e) { if (isRefusal(e) && e.code === "TRANSITION") console.log(e.details.allowed); else throw e; }
 */
export class SwitchboardError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, issues: readonly Issue[], details: ErrorDetails = {}, cause?: unknown) {
    super(issues.map((issue) => issue.message).join(" "), cause === undefined ? undefined : { cause });
    this.name = ERRORS[code].kind ?? "SwitchboardError";
    this.code = code;
    this.issues = issues;
    this.details = details;
  }

  get retryable(): boolean {
    // With a current version the caller decided on an older one: the same call can never succeed.
    return ERRORS[this.code].retryable && this.details.currentVersion === undefined;
  }
}

/** Whether `e` is one of ours. Compares by shape, so two copies of the package in one process still agree. */
export function isRefusal(e: unknown): e is SwitchboardError {
  return e instanceof Error && "code" in e && typeof e.code === "string" && e.code in ERRORS && "issues" in e;
}

const refusal = (code: ErrorCode, message: string, path: Path = [], details: ErrorDetails = {}) =>
  new SwitchboardError(code, [{ message, path }], details);

export const invalid = (message: string, path: Path = []) => refusal("VALIDATION", message, path);

export const badInput = (message: string, path: Path = []) => refusal("BAD_USER_INPUT", message, path);

/** The one answer for unknown, foreign and hidden objects: nothing in it tells which. */
export const notFound = (id: string, path: Path = []) =>
  refusal("NOT_FOUND", `There is no ${id}, or you may not see it.`, path, { id });

/** One answer for every credential that is not accepted: it tells nobody how far they came. The cause is for a log. */
export const unauthenticated = (cause?: unknown) =>
  new SwitchboardError("UNAUTHENTICATED", [{ message: ERRORS.UNAUTHENTICATED.says, path: [] }], {}, cause);

export const forbidden = (permission: string) =>
  refusal("FORBIDDEN", `This needs the permission ${permission}.`, [], { permission });

export const conflict = (message: string, currentVersion?: number, path: Path = ["expectedVersion"]) =>
  refusal("CONFLICT", message, path, currentVersion === undefined ? {} : { currentVersion });

export const alreadyExists = (message: string, path: Path = [], id?: string) =>
  refusal("ALREADY_EXISTS", message, path, id === undefined ? {} : { id });

/** What one call names belongs to several objects. */
export const ambiguous = (message: string, ids: readonly string[], path: Path = []) =>
  refusal("ALREADY_EXISTS", message, path, { ids });

export const transition = (message: string, allowed: readonly string[], path: Path = []) =>
  refusal("TRANSITION", `${message} Allowed: ${allowed.length > 0 ? allowed.join(", ") : "nothing"}.`, path, {
    allowed,
  });

export const limit = (message: string, max: number, path: Path = []) => refusal("LIMIT", message, path, { limit: max });

export const throttled = () => refusal("THROTTLED", "The table has no room right now; try again in a moment.");

export const internal = (message: string, cause?: unknown) =>
  new SwitchboardError("INTERNAL", [{ message, path: [] }], {}, cause);
