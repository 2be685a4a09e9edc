import { describe, expect, test } from "vitest";
import { patternOf } from "./pattern.ts";
import { allows, statementsOf, type Wish } from "./policy.ts";
import { Timeline } from "./timeline.ts";

const policy = (...Statement: object[]) => statementsOf(JSON.stringify({ Version: "2012-10-17", Statement }));
const ARN = "arn:aws:s3:::mail/inbound/1";
const PUT = { Effect: "Allow", Action: ["s3:Put*"], Resource: ["arn:aws:s3:::mail/inbound/*"] };
const SES = { ...PUT, Principal: { Service: ["ses.amazonaws.com"] } };
const OF_RULE = { ...PUT, Condition: { ArnLike: { "AWS:SourceArn": ["arn:aws:ses:*:set/*"] } } };
const wish = (rest: Partial<Wish> = {}): Wish => ({ action: "s3:PutObject", resource: ARN, ...rest });

describe("policies, as IAM reads them", () => {
  test.each<readonly [guarantee: string, statements: object[], wish: Wish, allowed: boolean]>([
    ["what nobody allows is denied", [], wish(), false],
    ["a wildcard stands for any run of characters", [PUT], wish(), true],
    ["another action is not allowed", [PUT], wish({ action: "s3:GetObject" }), false],
    ["another resource is not allowed", [PUT], wish({ resource: "arn:aws:s3:::mail/other/1" }), false],
    ["one that denies outweighs all that allow", [PUT, { ...PUT, Effect: "Deny" }], wish(), false],
    ["a service is meant by its name", [SES], wish({ service: "ses.amazonaws.com" }), true],
    ["another service is not meant", [SES], wish({ service: "events.amazonaws.com" }), false],
    [
      "a condition holds of what it asks about",
      [OF_RULE],
      wish({ facts: { "aws:sourcearn": "arn:aws:ses:x:set/a" } }),
      true,
    ],
    ["a condition about what is not known does not hold", [OF_RULE], wish(), false],
  ])("%s", (_, statements, wanted, allowed) => {
    expect(allows(policy(...statements), wanted)).toBe(allowed);
  });

  test("what this cloud does not know of the language is refused, not ignored", () => {
    expect(() => policy({ ...PUT, NotAction: ["s3:*"] })).toThrow(/NotAction/);
    const odd = policy({ ...PUT, Condition: { IpAddress: { "aws:sourceip": ["10.0.0.0/8"] } } });
    expect(() => allows(odd, wish({ facts: { "aws:sourceip": "10.0.0.1" } }))).toThrow(/IpAddress/);
  });
});

describe("patterns", () => {
  test.each([
    ["an operator that our own matching lacks", { source: [{ suffix: "x" }] }],
    ["$or", { $or: [{ source: ["a"] }] }],
    ["a field with nothing to choose from", { source: [] }],
    ["two operators in one condition", { source: [{ prefix: "a", exists: true }] }],
    ["a bare value where AWS wants a list", { source: "switchboard" }],
  ])("with %s are refused", (_, pattern) => {
    expect(() => patternOf(JSON.stringify(pattern))).toThrow(RangeError);
  });
});

describe("time", () => {
  test("a day of waiting takes no time, in the order of what is due", async () => {
    const timeline = new Timeline();
    const begun = timeline.now();
    const woken: string[] = [];
    const sleeper = (name: string, hours: number) =>
      timeline.run(async () => {
        await timeline.sleep(hours * 3_600_000);
        woken.push(`${name} after ${Math.round((timeline.now() - begun) / 3_600_000)} h`);
      });
    sleeper("late", 24);
    sleeper("early", 1);
    while (timeline.next(Number.POSITIVE_INFINITY)) await timeline.idle();
    expect(woken).toEqual(["early after 1 h", "late after 24 h"]);
  });

  test("what fails while nobody waits is thrown at who waits next", async () => {
    const timeline = new Timeline();
    timeline.run(() => Promise.reject(new Error("lost")));
    await expect(timeline.idle()).rejects.toThrow("lost");
  });
});
