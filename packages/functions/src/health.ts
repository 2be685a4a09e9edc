import type { Create } from "./handler.ts";
import { answer, door, type HttpAnswer, type HttpEvent } from "./http.ts";
import { log } from "./log.ts";

/**
 * Whether the desk can work: one strong read of the table, as every write begins with. 200 or 503, for a
 * monitor that knows no token; it says nothing else.
 */
export const create: Create<HttpEvent, HttpAnswer> = (wired) =>
  door(wired, async (_, requestId) => {
    try {
      await wired.desk.table.get({ pk: "platform#health", sk: "R" }, { consistent: true });
      return answer(200, { status: "ok" });
    } catch (error) {
      log("health check failed", { requestId }, error);
      return answer(503, { status: "unavailable" });
    }
  });
