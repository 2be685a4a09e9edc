import { readFileSync, writeFileSync } from "node:fs";
import { type Actor, AGENT_ROLES, isPermission, PERMISSIONS, type Permission, ROLES } from "@switchboard/core/kernel";
import { isInterfaceType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { useEngine } from "../../../core/test/support/desk.ts";
import { schema } from "../../src/index.ts";
import type { Answer } from "../call.ts";
import { appWith, asker, CALLERS, type Caller, type Furnished, furnish, readOnly } from "./desks.ts";
import { documentOf, NODE_TYPES, OPERATIONS, type Operation, permissionOf, variablesFor } from "./operations.ts";

useEngine();

const ask = asker();
let desk: Furnished;
beforeAll(async () => {
  desk = await furnish();
});

/**
 * What somebody gets: `y` they are let through, as far as a write or an answer; `e` a list of nothing; `f` FORBIDDEN;
 * `n` as if it were not there; `u` not known at all. Whatever else refuses them, after they were let through, is `y`.
 */
function letterOf({ name, field, on }: Operation, { codes, data }: Answer, writes: number): string {
  if (codes.includes("UNAUTHENTICATED")) return "u";
  if (codes.includes("FORBIDDEN")) return "f";
  if (writes > 0) return "y";
  if (codes.length > 0) return codes.includes("INTERNAL") ? "!" : "y";
  return letterOfFound(on ? data?.node?.[field.name] : data?.[name]);
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of any operation.
function letterOfFound(found: any): string {
  const refused = (found?.errors ?? []).map(({ code }: { code: string }) => code);
  if (refused.includes("NOT_FOUND")) return "n";
  const list = Array.isArray(found) ? found : (found?.edges ?? [found]);
  if (list.length === 0) return "e";
  return list.every((one: unknown) => one == null) ? "n" : "y";
}

async function tried(operation: Operation, actor: Actor | null) {
  const { table, writes } = readOnly(desk.fixture.table);
  const ctx = actor && desk.fixture.over(table).as(actor);
  const answer = await ask(ctx, documentOf(operation), variablesFor(operation, desk.given));
  return { letter: letterOf(operation, answer, writes()), writes: writes(), answer };
}

function actorFor(caller: Caller, operation: Operation): Actor | null {
  if (caller === "anonymous") return null;
  if (caller === "app") return appWith(permissionOf(operation) ?? "");
  return desk.actors.get(caller) ?? null;
}

const FILE = new URL("./matrix.tsv", import.meta.url);
const [, ...lines] = readFileSync(FILE, "utf8").trimEnd().split("\n");
const ROWS = new Map(lines.map((line) => [line.split("\t")[0] ?? "", line.split("\t").slice(1)] as const));

describe("every operation, by everybody", () => {
  test.runIf(process.env["WRITE_MATRIX"])(
    "is written down, to be read before it is kept",
    async () => {
      const rows = [];
      for (const operation of [...OPERATIONS].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const letters = [];
        for (const caller of CALLERS) letters.push((await tried(operation, actorFor(caller, operation))).letter);
        rows.push([operation.name, ...letters].join("\t"));
      }
      writeFileSync(FILE, `${[["operation", ...CALLERS].join("\t"), ...rows].join("\n")}\n`);
    },
    300_000,
  );

  test("of everything that has an id: every node is among those whose fields are asked for", () => {
    const node = schema.getType("Node");
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect([...types].sort()).toEqual(NODE_TYPES);
  });

  test("has a row, and no row is of anything else", () => {
    expect([...ROWS.keys()]).toEqual(OPERATIONS.map(({ name }) => name).sort());
  });

  test.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    "%s answers each of them as its row says, and nobody who is refused made a write",
    async (name, operation) => {
      const found = [];
      for (const caller of CALLERS) {
        const { letter, writes } = await tried(operation, actorFor(caller, operation));
        if (letter !== "y") expect(writes, caller).toBe(0);
        found.push(letter);
      }
      const told = (letters: readonly string[]) => CALLERS.map((caller, i) => `${caller} ${letters[i]}`);
      expect(told(found)).toEqual(told(ROWS.get(name) ?? []));
    },
  );
});

/** Those that take a permission: all but what anybody may ask about themselves. */
const named = OPERATIONS.flatMap((operation) => {
  const permission = permissionOf(operation);
  return permission !== undefined && isPermission(permission) ? [[operation.name, operation, permission] as const] : [];
});

/** What some take besides, for what they are tried with here. */
const ALSO: Readonly<Record<string, Permission>> = {
  // What is done to each of the tickets takes what it takes for one.
  bulkChangeTickets: "ticket:status",
  // And what a macro does to one.
  applyMacro: "ticket:edit",
  // A view of everybody's.
  changeView: "view:share",
  removeView: "view:share",
  // Of an escalation that went to somebody else.
  acknowledgeEscalation: "escalation:manage",
  // Whoever may not read mail does not come that far.
  "InboundMail.ticket": "mail:read",
};

describe("the rows say what the roles say", () => {
  test.each(named)("%s is forbidden to exactly the roles that lack its permission", (name, _, permission) => {
    const letters = ROWS.get(name) ?? [];
    for (const [i, role] of AGENT_ROLES.entries()) {
      const isForbidden = letters[i] === "f";
      // What is permitted for one's own or one's teams' may still be forbidden for what is somebody else's.
      if (ROLES[role].has(permission) && ROLES[role].get(permission) !== "all") continue;
      const has = [permission, ALSO[name] ?? permission].every((one) => ROLES[role].has(one));
      expect(`${role} ${isForbidden}`).toBe(`${role} ${!has}`);
    }
    expect(letters[CALLERS.indexOf("no_scope")]).toBe("f");
    expect(letters[CALLERS.indexOf("suspended")]).toBe("f");
    expect(letters[CALLERS.indexOf("anonymous")]).toBe("u");
  });
});

describe("an app with a single scope", () => {
  const SCOPES = Object.keys(PERMISSIONS) as Permission[];

  const roots = named.filter(([, { kind }]) => kind !== "field");
  test.each(roots)("is refused %s with every scope but its own, before any write", async (_, operation, permission) => {
    for (const scope of SCOPES.filter((one) => one !== permission)) {
      const { letter, writes } = await tried(operation, appWith(scope));
      expect(`${scope} ${letter} ${writes}`).toBe(`${scope} f 0`);
    }
  });
});
