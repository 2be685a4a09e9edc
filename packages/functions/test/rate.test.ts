import * as Key from "@switchboard/core/key";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import { api, bearing, CLAIM } from "./calls.ts";
import { testDesk } from "./desk.ts";

const WIDE = "{ customers(first: 100) { edges { node { company { id } } } } }";

test("the API keeps to the rate limit by the time of day, however still the desk's clock stands", async () => {
  await using t = await testDesk();
  const system = t.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const call = api(t);
  const code = await Key.issueClaim(system);
  const claimed = await call(bearing(code), CLAIM, { name: "Grace", email: "grace@test.example" });
  const key = bearing(claimed.data.claimDesk.secret);
  await Workspace.changeSettings(system, { rateLimit: { perCaller: 1_000 } });

  // Another process: this one keeps to the budget it has read for half a minute.
  const later = api(t);
  let answer = await later(key, WIDE);
  for (let asked = 0; asked < 30 && answer.status === 200; asked++) answer = await later(key, WIDE);
  expect([answer.status, answer.codes]).toEqual([429, ["THROTTLED"]]);
  expect((await later({}, "{ __typename }")).status).toBe(200);
});
