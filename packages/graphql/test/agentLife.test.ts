import * as Key from "@switchboard/core/key";
import { describe, expect, test } from "vitest";
import { createServer } from "../src/index.ts";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run } = mutator(t);

/** A server where a code or key is its own token, as at the deployed door. */
const door = createServer({
  context: async (request) => {
    const credential = (request.headers.get("authorization") ?? "").replace("Bearer ", "");
    const actor = await Key.actorOf(t.desk, credential);
    return actor && t.desk.as(actor, { credential });
  },
});

const STEPS = "errors { code ... on TransitionError { allowed steps } }";

describe("the life of an agent", () => {
  test("is invited, accepts with the code, works with the key, is suspended, comes back, and leaves", async () => {
    const person = { name: "Bo", email: "bo@main.example", roles: ["REPRESENTATIVE"] };
    const invited = await run("inviteAgent", person, "code agent { id status invitedUntil }", "admin");
    expect(invited).toMatchObject({
      agent: { status: "INVITED", invitedUntil: "2026-11-09T09:00:00.000Z" },
      errors: [],
    });
    const agentId = invited.agent.id;
    const { code } = await run("reinviteAgent", { agentId }, "code", "admin");
    const accept =
      "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { secret agent { status } errors { code } } }";
    const input = { idempotencyKey: "nobody-guesses-this" };
    const bo = (await caller(door, code)(accept, { input })).data.acceptInvitation;
    expect(bo).toMatchObject({ agent: { status: "ACTIVE" }, errors: [] });
    expect((await caller(door, code)(accept, { input })).data.acceptInvitation.secret).toBe(bo.secret);
    const me = await caller(door, bo.secret)("{ viewer { agent { id name invitedUntil } } }");
    expect(me.data.viewer.agent).toEqual({ id: agentId, name: "Bo", invitedUntil: null });
    for (const [name, status] of [
      ["suspendAgent", "SUSPENDED"],
      ["reinstateAgent", "ACTIVE"],
      ["offboardAgent", "OFFBOARDED"],
    ] as const)
      expect(await run(name, { agentId }, "agent { status }", "admin")).toEqual({ agent: { status }, errors: [] });
    const { data } = await as.admin(
      "{ agents { edges { node { name } } } gone: agents(status: [OFFBOARDED]) { edges { node { name } } } }",
    );
    expect(JSON.stringify(data.agents)).not.toContain("Bo");
    expect(data.gone.edges).toEqual([{ node: { name: "Bo" } }]);
  });

  test("is refused a step that does not lead on, with those that do", async () => {
    const person = { name: "Cy", email: "cy@main.example", roles: ["TRAINER"] };
    const { agent } = await run("inviteAgent", person, "agent { id }", "admin");
    const query = `mutation { suspendAgent(input: { agentId: "${agent.id}" }) { ${STEPS} } }`;
    expect((await as.admin(query)).data.suspendAgent.errors).toEqual([
      { code: "TRANSITION", allowed: [], steps: ["accept", "reinvite", "withdraw"] },
    ]);
    const withdrawn = await run("withdrawAgentInvitation", { agentId: agent.id }, "agent { status }", "admin");
    expect(withdrawn).toMatchObject({ agent: { status: "OFFBOARDED" }, errors: [] });
  });

  test("leaves the desk its last admin", async () => {
    const query = `mutation { offboardAgent(input: { agentId: "${t.ids.admin}" }) { errors { code path message } } }`;
    const answer = await caller(t.server, "system")(query);
    expect(answer.data.offboardAgent.errors).toMatchObject([{ code: "VALIDATION", path: ["agentId"] }]);
  });
});

test("everybody keeps their own profile and hours; what was wrong is named with its place", async () => {
  const agentId = t.ids.ada;
  const fields = "agent { name displayName locale timeZone signature }";
  const profile = { displayName: "Ada of Acme", locale: "de-AT", timeZone: "Europe/Vienna", signature: "Yours,\nAda" };
  expect(await run("changeAgentProfile", { agentId, ...profile }, fields)).toEqual({
    agent: { name: "Ada", ...profile },
    errors: [],
  });
  const cleared = await run("changeAgentProfile", { agentId, displayName: "", signature: "" }, fields);
  expect(cleared.agent).toMatchObject({ displayName: null, signature: null, locale: "de-AT" });
  const hours = (from: string) => ({ timeZone: "Europe/Vienna", intervals: [{ day: "MON", from, to: "17:00" }] });
  const HOURS = "agent { hours { timeZone open intervals { day from to } } }";
  const kept = await run("changeAgentHours", { agentId, hours: hours("09:00") }, HOURS);
  // Monday, ten o'clock in Vienna.
  expect(kept.agent.hours).toEqual({ ...hours("09:00"), open: true });
  const wrong = await run("changeAgentHours", { agentId, hours: hours("18:00") }, HOURS);
  expect(wrong.errors).toMatchObject([{ code: "VALIDATION", path: ["hours", "intervals", "0", "to"] }]);
  expect(await run("changeAgentHours", { agentId }, HOURS)).toEqual({ agent: { hours: null }, errors: [] });
  const others = await run("changeAgentProfile", { agentId: t.ids.admin, name: "Boss" }, fields);
  expect(others.errors).toMatchObject([{ extensions: { code: "FORBIDDEN", permission: "agent:edit" } }]);
});

test("presence is set and read, of a whole list in one batch", async () => {
  const input = { state: "ONLINE", channels: ["CHAT", "EMAIL"], reason: "Back" };
  const set = await run("setAgentPresence", input, "presence { state reason channels by { kind } } agent { id }");
  expect(set).toEqual({
    presence: { state: "ONLINE", reason: "Back", channels: ["EMAIL", "CHAT"], by: { kind: "AGENT" } },
    agent: { id: t.ids.ada },
    errors: [],
  });
  const { data } = await as.ada("{ agents { edges { node { name presence { state since channels } } } } }");
  const shown = data.agents.edges.map(({ node }: { node: { name: string; presence: object } }) => node);
  expect(shown).toMatchObject([
    { name: "Root", presence: { state: "OFFLINE", since: null, channels: null } },
    { name: "Ada", presence: { state: "ONLINE", since: "2026-11-02T09:00:00.000Z" } },
  ]);
});
