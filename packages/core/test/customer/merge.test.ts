import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { mail, merge, phone, somebody, unmerge } from "../support/people.ts";

useEngine();

const PHONE = phone("+4930901820");

describe("people who are merged", () => {
  test("are found as the one who stands for them, by anything of any of them", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"), PHONE);
    const kim = await somebody(f, mail("kim@example.com"));
    await merge(f, zoe.id, kim.id);
    expect(await merge(f, f.customerId, zoe.id)).toMatchObject({ id: f.customerId, sources: [zoe.id, kim.id] });
    for (const identity of [mail("eve@example.com"), mail("zoe@example.com"), PHONE, mail("kim@example.com")]) {
      expect((await Customer.getByIdentity(f.agent, identity))?.id).toBe(f.customerId);
    }
    const upserted = await Customer.upsert(f.agent, { email: "kim@example.com", identities: [PHONE], name: "All" });
    expect(upserted).toMatchObject({ outcome: "UPDATED", object: { id: f.customerId, name: "All" } });
    expect(await Customer.get(f.agent, kim.id)).toMatchObject({ merged: { into: zoe.id } });
    expect((await Customer.mergedCustomers(f.agent, f.customerId)).map(({ id }) => id)).toEqual([zoe.id, kim.id]);
  });

  test("stand once in the list of customers", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    const listed = async () => (await Customer.list(f.agent)).edges.map(({ node }) => node.id);
    expect(await listed()).toHaveLength(2);
    await merge(f, f.customerId, zoe.id);
    expect(await listed()).toEqual([f.customerId]);
    await unmerge(f, zoe.id);
    expect(await listed()).toContain(zoe.id);
  });

  test("change no more by themselves", async () => {
    const f = await makeDesk();
    const { id: customerId } = await somebody(f, mail("zoe@example.com"), PHONE);
    await merge(f, f.customerId, customerId);
    const changes: readonly (() => Promise<unknown>)[] = [
      () => Customer.update(f.agent, { customerId, name: "Z" }),
      () => Customer.addIdentity(f.agent, { customerId, identity: phone("+4930901821") }),
      () => Customer.removeIdentity(f.agent, { customerId, identity: PHONE }),
      () => Customer.setPrimaryEmail(f.agent, { customerId, email: "zoe@example.com" }),
      () => Customer.setConsent(f.agent, { customerId, category: "news", granted: true }),
      () => Customer.suppress(f.agent, { customerId, reason: "BOUNCE" }),
      () => Customer.setCompany(f.agent, { customerId, companyId: null }),
      () => Customer.note(f.agent, { customerId, text: "N" }),
    ];
    for (const change of changes) await expect(change()).rejects.toThrow(`merged into ${f.customerId}`);
    expect(await codeOf(Customer.update(f.agent, { customerId, name: "Z" }))).toBe("TRANSITION");
  });

  test("what a source is known by is already theirs, and is not taken off through the target", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    const zoe = await somebody(f, mail("zoe@example.com"), PHONE);
    await merge(f, customerId, zoe.id);
    const added = await Customer.addIdentity(f.agent, { customerId, identity: PHONE });
    expect(added.object).not.toHaveProperty("identities");
    expect(await codeOf(Customer.removeIdentity(f.agent, { customerId, identity: PHONE }))).toBe("VALIDATION");
  });
});

describe("a merge", () => {
  test("again changes nothing, and a target that is merged stands for its root", async () => {
    const f = await makeDesk();
    const [zoe, kim] = [await somebody(f, mail("zoe@example.com")), await somebody(f, mail("kim@example.com"))];
    const first = await merge(f, f.customerId, zoe.id);
    expect(await merge(f, f.customerId, zoe.id)).toEqual(first);
    expect(await merge(f, zoe.id, kim.id)).toMatchObject({ id: f.customerId, sources: [zoe.id, kim.id] });
    expect(await Customer.get(f.agent, kim.id)).toMatchObject({ merged: { into: f.customerId } });
  });

  test.each<[string, string, (ids: readonly [string, string, string]) => [target: string, source: string]]>([
    ["of somebody into themselves", "VALIDATION", ([eve]) => [eve, eve]],
    ["of a root into its own source", "VALIDATION", ([eve, zoe]) => [zoe, eve]],
    ["of somebody who is merged elsewhere", "TRANSITION", ([, zoe, kim]) => [kim, zoe]],
  ])("%s is refused: %s", async (_, code, pick) => {
    const f = await makeDesk();
    const [zoe, kim] = [await somebody(f, mail("zoe@example.com")), await somebody(f, mail("kim@example.com"))];
    await merge(f, f.customerId, zoe.id);
    const [targetId, sourceId] = pick([f.customerId, zoe.id, kim.id]);
    const refused = Customer.merge(f.agent, { targetId, sourceIds: [sourceId] });
    await expect(refused).rejects.toMatchObject({ code, issues: [{ path: ["sourceIds", 0] }] });
  });

  test("is refused by the place in the input, whoever is named twice", async () => {
    const f = await makeDesk();
    const [zoe, kim, bob] = [
      await somebody(f, mail("zoe@example.com")),
      await somebody(f, mail("kim@example.com")),
      await somebody(f, mail("bob@example.com")),
    ];
    await merge(f, kim.id, bob.id);
    const refused = Customer.merge(f.agent, { targetId: f.customerId, sourceIds: [zoe.id, zoe.id, bob.id] });
    await expect(refused).rejects.toMatchObject({ code: "TRANSITION", issues: [{ path: ["sourceIds", 2] }] });
  });

  test("of more than twenty identities in all is refused, and nothing is half done", async () => {
    const f = await makeDesk();
    const externals = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({ kind: "EXTERNAL", value: `C-${from + n}` }) as const);
    const [ten, nine, one] = [
      await somebody(f, ...externals(0, 10)),
      await somebody(f, ...externals(20, 9)),
      await somebody(f, ...externals(40, 1)),
    ];
    await merge(f, ten.id, nine.id);
    const refused = Customer.merge(f.agent, { targetId: f.customerId, sourceIds: [one.id, ten.id] });
    await expect(refused).rejects.toMatchObject({ code: "LIMIT", details: { limit: 20 } });
    expect(await Customer.get(f.agent, one.id)).not.toHaveProperty("merged");
    expect(await merge(f, f.customerId, ten.id)).toMatchObject({ sources: [ten.id, nine.id] });
  });

  test("of both ways at once leaves one root", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    const pairs = [
      [f.customerId, zoe.id],
      [zoe.id, f.customerId],
    ] as const;
    const codes = await Promise.all(
      pairs.map(([targetId, sourceId]) => codeOf(Customer.merge(f.agent, { targetId, sourceIds: [sourceId] }))),
    );
    expect(codes.sort()).toEqual(["VALIDATION", "done"]);
    expect((await Customer.list(f.agent)).edges).toHaveLength(1);
  });
});

describe("unmerging", () => {
  test("gives back exactly what was; what the target got since stays there", async () => {
    const f = await makeDesk();
    const { id, ctx } = await somebody(f, mail("zoe@example.com"), PHONE);
    await Customer.setConsent(ctx, { customerId: id, category: "news", granted: true });
    const { version: _, ...before } = await Customer.get(f.agent, id);
    await merge(f, f.customerId, id);
    await Customer.addIdentity(f.agent, { customerId: f.customerId, identity: phone("+4930901821") });
    const { version: __, ...after } = (await unmerge(f, id)) as Customer.Customer & { version: number };
    expect(after).toEqual(before);
    expect(await Customer.get(f.agent, f.customerId)).toMatchObject({ identities: [phone("+4930901821")] });
    expect(await Customer.get(f.agent, f.customerId)).not.toHaveProperty("sources");
    expect((await Customer.getByIdentity(f.agent, PHONE))?.id).toBe(id);
  });

  test("takes along whom they stand for, from everybody above", async () => {
    const f = await makeDesk();
    const [zoe, kim] = [await somebody(f, mail("zoe@example.com")), await somebody(f, mail("kim@example.com"))];
    await merge(f, zoe.id, kim.id);
    await merge(f, f.customerId, zoe.id);
    await unmerge(f, kim.id);
    expect(await Customer.get(f.agent, f.customerId)).toMatchObject({ sources: [zoe.id] });
    expect(await Customer.get(f.agent, zoe.id)).not.toHaveProperty("sources");
    await unmerge(f, zoe.id);
    await merge(f, zoe.id, kim.id);
    await merge(f, f.customerId, zoe.id);
    await unmerge(f, zoe.id);
    expect(await Customer.get(f.agent, f.customerId)).not.toHaveProperty("sources");
    expect(await Customer.get(f.agent, zoe.id)).toMatchObject({ sources: [kim.id] });
  });

  test("of somebody who is not merged is refused", async () => {
    const f = await makeDesk();
    expect(await codeOf(Customer.unmerge(f.agent, { customerId: f.customerId }))).toBe("TRANSITION");
  });

  test("and merging need their own permission", async () => {
    const f = await makeDesk();
    const app = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["customer:read", "customer:write"] });
    const merging = Customer.merge(app, { targetId: f.customerId, sourceIds: [f.customerId] });
    await expect(merging).rejects.toMatchObject({ code: "FORBIDDEN", details: { permission: "customer:merge" } });
  });
});
