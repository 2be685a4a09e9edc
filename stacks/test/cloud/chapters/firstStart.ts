import { expect } from "vitest";
import { ask, claimOf, SUPPORT } from "../setup.ts";
import type { Chapter } from "./index.ts";

const ADDRESSES = "{ workspace { name supportAddresses { address } } }";

/** What a company sees of its first and of every later deploy. The desk was claimed when the story begins. */
export const firstStart: Chapter = {
  name: "the deploy left a workspace with its address; once claimed, deploys say so, change nothing, and the code is dead",
  async tell({ cloud, graphql, desk }) {
    const before = await graphql(ADDRESSES);
    expect(before).toEqual({ workspace: { name: "Support", supportAddresses: [{ address: SUPPORT }] } });
    expect(desk.key).toMatch(/^swb_agent_/);
    expect(await claimOf(cloud)).toBe("claimed");
    expect(await graphql(ADDRESSES)).toEqual(before);
    const stranger = await ask(cloud, `swb_claim_${"a".repeat(36)}`, "{ viewer { actor { kind } } }");
    expect(JSON.stringify(stranger)).toContain("UNAUTHENTICATED");
  },
};
