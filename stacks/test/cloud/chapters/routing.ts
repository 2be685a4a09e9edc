import { expect } from "vitest";
import { act, type Done, mailIn, type Running, tickets } from "../desk.ts";
import { ask } from "../setup.ts";
import type { Chapter } from "./index.ts";

const target = { metric: "FIRST_RESPONSE", minutes: 60, time: "CALENDAR" };
const CONFIGURATION = {
  queues: [{ key: "all", label: "All" }],
  slaPolicies: [{ key: "usual", label: "Usual", targets: [target] }],
};

/** Somebody new on the desk, with a key of their own. */
async function hired(running: Running): Promise<{ readonly id: string; readonly secret: string }> {
  const person = { name: "Mika", email: "mika@acme.example", roles: ["REPRESENTATIVE"] };
  const { code, agent } = await act<Done & { code: string; agent: { id: string } }>(
    running,
    "inviteAgent",
    person,
    "code agent { id }",
  );
  const accepted = (await ask(running.cloud, code, "mutation { acceptInvitation(input: {}) { secret } }")) as {
    data: { acceptInvitation: { secret: string } };
  };
  return { id: agent.id, secret: accepted.data.acceptInvitation.secret };
}

export const routing: Chapter = {
  name: "a ticket waits in its queue with a clock on it, and is somebody's once they say that they are there",
  async tell(running) {
    const { cloud } = running;
    await act(running, "configureRouting", { configuration: CONFIGURATION });
    const mika = await hired(running);
    await mailIn(running, { subject: "Who takes this?", from: "asks@customer.example" });
    const id = (await tickets(running)).find(({ subject }) => subject === "Who takes this?")?.id ?? "";
    const shown = `{ ticket(id: "${id}") {
      assignee { id } route { state queue } routingDecision { outcome chosenId } clocks { metric state }
    } }`;
    expect(await running.graphql(shown)).toEqual({
      ticket: {
        assignee: null,
        route: { state: "WAITING", queue: "all" },
        routingDecision: { outcome: "NOBODY", chosenId: null },
        clocks: [{ metric: "FIRST_RESPONSE", state: "PENDING" }],
      },
    });
    await ask(cloud, mika.secret, "mutation { setAgentPresence(input: { state: ONLINE }) { errors { message } } }");
    await cloud.settle();
    expect(await running.graphql(shown)).toMatchObject({
      ticket: {
        assignee: { id: mika.id },
        route: { state: "ASSIGNED" },
        routingDecision: { outcome: "ASSIGN", chosenId: mika.id },
      },
    });
  },
};
