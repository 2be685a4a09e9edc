import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings, SettingsError, VARIABLES } from "../src/settings/index.ts";

const folder = mkdtempSync(join(tmpdir(), "switchboard-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(file: unknown, env: Record<string, string> = {}) {
  writeFileSync(join(folder, "sst.config.ts"), "");
  writeFileSync(join(folder, "switchboard.json"), typeof file === "string" ? file : JSON.stringify(file));
  return readSettings({ folder, env });
}

const problems = (file: unknown, env: Record<string, string> = {}): string => {
  try {
    read(file, env);
    return "";
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
};

describe("settings", () => {
  test("are all there without a file and without a variable", () => {
    expect(readSettings({ folder: tmpdir(), env: {} })).toMatchObject({
      region: "eu-west-1",
      logs: { retentionDays: 30 },
      api: { firewall: false, introspection: "authenticated", maxTokenAgeHours: 24 },
    });
  });

  test("of the file are overridden by the environment, one by one", () => {
    const file = { region: "us-east-1", mail: { domain: "help.example.com", address: "hello" } };
    const env = { DESK_MAIL_ADDRESS: "hi", DESK_MAIL_KEEP_RAW_DAYS: "7", DESK_KEEP: "true" };
    expect(read(file, env)).toMatchObject({
      region: "us-east-1",
      keep: true,
      mail: { domain: "help.example.com", address: "hi", keepRawDays: 7 },
    });
  });

  test("name pages of other origins one by one, for the function to let in", () => {
    expect(read({}).api.corsOrigins).toEqual([]);
    const env = { DESK_API_CORS_ORIGINS: "https://app.example.com, http://localhost:5173" };
    expect(read({}, env).api.corsOrigins).toEqual(["https://app.example.com", "http://localhost:5173"]);
  });

  test("each have a variable, and no two the same", () => {
    const paths = [...VARIABLES.values()].map(({ path }) => path.join("."));
    expect(new Set(paths).size).toBe(paths.length);
    expect(VARIABLES.get("DESK_API_MAX_TOKEN_AGE_HOURS")?.path).toEqual(["api", "maxTokenAgeHours"]);
  });
});

const WRONG: readonly (readonly [title: string, file: unknown, env: Record<string, string>, says: RegExp])[] = [
  ["a key there is none of", { mial: {} }, {}, /mial: there is no such setting/],
  ["a key inside", { mail: { domain: "help.example.com", adress: "x" } }, {}, /mail\.adress: there is no such setting/],
  ["a variable there is none of", {}, { DESK_MAIL_DOMIAN: "x" }, /DESK_MAIL_DOMIAN: there is no such variable/],
  ["a file that is no JSON", "{", {}, /switchboard\.json: is not a JSON object/],
  ["a file that is a list", "[]", {}, /switchboard\.json: is not a JSON object/],
  [
    "a domain with a scheme",
    { mail: { domain: "https://help.example.com" } },
    {},
    /mail\.domain: must be a domain name/,
  ],
  ["a domain of one word", { mail: { domain: "localhost" } }, {}, /mail\.domain/],
  ["an address instead of a domain", { mail: { domain: "a@example.com" } }, {}, /mail\.domain/],
  ["a region that is none", { region: "Frankfurt" }, {}, /region: must be an AWS region/],
  [
    "a region without receiving",
    { region: "eu-west-3", mail: { domain: "a.example.com" } },
    {},
    /region: SES receives no mail in eu-west-3.*eu-west-1/,
  ],
  ["a retention of nothing", { logs: { retentionDays: 0 } }, {}, /logs\.retentionDays: must be one of/],
  ["a retention CloudWatch has not", {}, { DESK_LOGS_RETENTION_DAYS: "31" }, /logs\.retentionDays: must be one of/],
  ["a number that is none", {}, { DESK_API_MAX_TOKEN_AGE_HOURS: "soon" }, /api\.maxTokenAgeHours/],
  ["yes for true", {}, { DESK_API_FIREWALL: "yes" }, /api\.firewall/],
  [
    "a page to upload from without TLS",
    { api: { uploadOrigins: ["http://app.example.com"] } },
    {},
    /api\.uploadOrigins/,
  ],
  ...[
    "*",
    "https://*.example.com",
    "http://app.example.com",
    "https://app.example.com/",
    "https://a.example.com:443",
  ].map(
    (origin) =>
      [`${origin} as a page that may call`, { api: { corsOrigins: [origin] } }, {}, /api\.corsOrigins/] as const,
  ),
  ["a firewall with nothing to stand before", { api: { firewall: true } }, {}, /api\.firewall: needs api\.domain/],
  [
    "a domain elsewhere without a certificate",
    { api: { domain: "a.example.com", dns: "manual" } },
    {},
    /api\.certificate: is needed/,
  ],
  [
    "a certificate of another region",
    { api: { certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/x" } },
    {},
    /api\.certificate: must be/,
  ],
  ["a zone with records by hand", { mail: { domain: "a.example.com", zone: "Z1" } }, {}, /mail\.zone: means nothing/],
  [
    "activating somebody else's rule set",
    { mail: { domain: "a.example.com", ruleSet: "theirs", activate: true } },
    {},
    /mail\.activate/,
  ],
  ["an executions of none", { concurrency: { api: 0 } }, {}, /concurrency\.api/],
];

test.each(WRONG)("%s is refused with its key", (_, file, env, says) => {
  expect(problems(file, env)).toMatch(says);
});

test("everything that is wrong is named at once", () => {
  const said = problems({ region: "x", logs: { retentionDays: 2 }, mail: { domain: "x" } });
  for (const key of ["region", "logs.retentionDays", "mail.domain"]) expect(said).toContain(`- ${key}:`);
});
