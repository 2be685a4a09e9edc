import { type Ctx, everyPage, iso, type Page, type PageInput } from "../kernel/index.ts";
import { detailsOf } from "./detail.ts";
import { read } from "./read.ts";
import type { AuditDetail, AuditFilter, AuditLine } from "./schema.ts";

/** A page of the log as JSON lines, and where to read on. */
export interface AuditExport {
  /** One line of the log a line, each ended by a line break; times in RFC 3339. */
  readonly lines: string;
  readonly count: number;
  readonly pageInfo: Page<AuditLine>["pageInfo"];
}

/**
 * A page of the audit log as JSON lines: each with what it changed and whether the chain of its history holds up to
 * there.
 *
 * @throws as {@link read}
 */
export async function exportPage(ctx: Ctx, filter: AuditFilter, page: PageInput = {}): Promise<AuditExport> {
  const { edges, pageInfo } = await read(ctx, filter, page);
  const found = edges.map(({ node }) => node);
  const details = await detailsOf(ctx, found);
  return { lines: found.map((line, i) => written(line, details[i])).join(""), count: found.length, pageInfo };
}

/**
 * The audit log as JSON lines, page by page as somebody takes them.
 *
 * @throws as {@link read}
 * @example for await (const lines of Audit.exportLines(ctx, { from, to })) file.write(lines);
 */
export async function* exportLines(ctx: Ctx, filter: AuditFilter): AsyncGenerator<string> {
  for await (const { lines } of everyPage((page) => exportPage(ctx, filter, page))) {
    if (lines !== "") yield lines;
  }
}

function written(line: AuditLine, detail: AuditDetail | undefined): string {
  const { sequence: _, ...rest } = line;
  return `${JSON.stringify({ ...rest, ...detail, at: iso(line.at), occurredAt: iso(line.occurredAt) })}\n`;
}
