import { isRelevant, project } from "@switchboard/core/count";
import { prefixOf } from "@switchboard/core/kernel";
import { aggregateOf } from "@switchboard/core/table";
import type { Create } from "./handler.ts";
import { rowOf, type StreamAnswer, type StreamEvent, type StreamRecord } from "./stream.ts";
import { deployed } from "./wire.ts";

/**
 * Keeps the counts of tickets up to date. A record only says that a ticket changed in something that is counted: what
 * it counts as is read anew, so records that come late, twice or in any order do no harm, and a batch that fails is
 * simply tried again.
 */
export const create: Create<StreamEvent, StreamAnswer> =
  ({ desk }) =>
  async ({ Records }) => {
    const byWorkspace = new Map<string, string[]>();
    for (const { workspaceId, id } of Records.flatMap(ticketIn)) {
      byWorkspace.set(workspaceId, [...(byWorkspace.get(workspaceId) ?? []), id]);
    }
    for (const [workspaceId, ids] of byWorkspace) {
      await project(desk.as({ kind: "system", workspaceId, name: "projector" }), ids);
    }
    return { batchItemFailures: [] };
  };

export const handler = deployed(create);

/** The ticket of a record, when something that is counted changed. */
function ticketIn({ dynamodb }: StreamRecord) {
  const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage].map((image) => image && rowOf(image));
  const place = aggregateOf(String((after ?? before)?.["pk"]));
  return prefixOf(place.id) === "tkt" && isRelevant(before, after) ? [place] : [];
}
