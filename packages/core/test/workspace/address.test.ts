import { describe, expect, test } from "vitest";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";

useEngine();

const address = async (f: Fixture) => (await Workspace.config(f.admin)).addresses[0];
const change = (f: Fixture, input: Omit<Workspace.ChangeAddressInput, "address">) =>
  Workspace.changeAddress(f.admin, { address: SUPPORT.toUpperCase(), ...input });

async function withTeam() {
  const f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
  await Workspace.configureRouting(f.admin, {
    calendars: [{ key: "shop", label: "Shop", timeZone: "Europe/Berlin", intervals: WEEK }],
  });
  return f;
}

const WEEK = [{ day: "MON" as const, from: "09:00", to: "17:00" }];

describe("what mail to an address comes to", () => {
  test("is set part by part, and taken away by null", async () => {
    const f = await withTeam();
    await change(f, { team: "workshop", kind: "RETURN", locale: "de-at", brand: "Nordwind", footer: "Nordwind GmbH" });
    await change(f, { name: "Returns", acknowledgement: { open: "builtin.acknowledgement", calendar: "shop" } });
    expect(await address(f)).toEqual({
      address: SUPPORT,
      name: "Returns",
      team: "workshop",
      kind: "RETURN",
      locale: "de-AT",
      brand: "Nordwind",
      footer: "Nordwind GmbH",
      acknowledgement: { open: "builtin.acknowledgement", calendar: "shop" },
    });
    await change(f, { team: null, kind: null, locale: null, brand: null, footer: null, acknowledgement: null });
    expect(await address(f)).toEqual({ address: SUPPORT, name: "Returns" });
  });

  test("of its follow-up rule, what is not given is as the workspace has it", async () => {
    const f = await makeDesk();
    await Workspace.changeSettings(f.admin, { followUp: { days: 30 } });
    await change(f, { followUp: { policy: "NEW_TICKET" } });
    expect((await address(f))?.followUp).toEqual({ policy: "NEW_TICKET", days: 30, owner: "KEEP" });
    await Workspace.changeSettings(f.admin, { followUp: { days: 3 } });
    await change(f, { followUp: { owner: "RESET" } });
    expect((await address(f))?.followUp).toEqual({ policy: "NEW_TICKET", days: 30, owner: "RESET" });
  });

  test("stays when the address is added once more, which gives it another name", async () => {
    const f = await withTeam();
    await change(f, { team: "workshop" });
    await Workspace.addAddress(f.admin, { address: SUPPORT, name: "Bikes" });
    expect(await address(f)).toEqual({ address: SUPPORT, name: "Bikes", team: "workshop" });
  });

  test.each([
    ["a team there is not", { team: "nobody" }, "team"],
    ["a calendar there is not", { acknowledgement: { calendar: "never" } }, "acknowledgement.calendar"],
    ["a kind that is not in use", { kind: "TASK" as const }, "kind"],
    ["a language that is none", { locale: "not a language" }, "locale"],
    ["an endless footer", { footer: "x".repeat(2_001) }, "footer"],
  ])("is refused with %s, and the place is named", async (_, input, path) => {
    const f = await makeDesk();
    await Workspace.changeKind(f.admin, { kind: "TASK", enabled: false });
    await expect(change(f, input)).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: path.split(".") }] });
  });

  test("is nothing for an address that is none of ours", async () => {
    const f = await makeDesk();
    const call = Workspace.changeAddress(f.admin, { address: "else@northwind.example", brand: "B" });
    expect(await codeOf(call)).toBe("VALIDATION");
  });

  test("keeps what it names: a team, a calendar and a kind stay while an address needs them", async () => {
    const f = await withTeam();
    await change(f, { team: "workshop", kind: "RETURN", acknowledgement: { calendar: "shop" } });
    await expect(Workspace.removeTeam(f.admin, { key: "workshop" })).rejects.toThrow(SUPPORT);
    await expect(Workspace.changeKind(f.admin, { kind: "RETURN", enabled: false })).rejects.toThrow(SUPPORT);
    await expect(Workspace.configureRouting(f.admin, { calendars: [] })).rejects.toThrow(SUPPORT);
  });
});
