import { isRefusal } from "../../kernel/index.ts";

const TRIES = 3;

/** A copy of this very mail, or of its id, was taken in beside us: look again. */
export async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (e) {
      if (tries === TRIES || !isRefusal(e) || e.code !== "CONFLICT") throw e;
    }
  }
}
