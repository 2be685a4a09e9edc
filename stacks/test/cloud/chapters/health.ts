import { expect } from "vitest";
import type { Chapter } from "./index.ts";

/** What a monitor sees, and who has no token. */
export const health: Chapter = {
  name: "the API is up, turns away who has no token, and the tick runs",
  async tell({ cloud }) {
    const answer = await cloud.fetch("/health");
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
    const body = JSON.stringify({ query: "{ tickets(first: 1) { edges { node { id } } } }" });
    const stranger = await cloud.fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(await stranger.text()).toContain("UNAUTHENTICATED");
    cloud.tick();
    await cloud.settle();
    expect(cloud.figures().functions[cloud.nameOf("tick")]).toMatchObject({ invocations: 1 });
  },
};
