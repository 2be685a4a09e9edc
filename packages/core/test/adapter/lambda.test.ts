import { describe, expect, test } from "vitest";
import { lambdaFunctions } from "../../src/adapter/lambda.ts";
import { standIn } from "./standIn.ts";

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:support-reactions";

describe("lambdaFunctions", () => {
  test("hands a payload to a function without waiting for its end", async () => {
    await using service = await standIn(() => ({ status: 202 }));
    await lambdaFunctions(service.config).invoke(ARN, { reaction: "r", event: { id: "ä" } });
    const [call] = service.seen;
    expect(decodeURIComponent(call?.url.pathname ?? "")).toBe(`/2015-03-31/functions/${ARN}/invocations`);
    expect(call?.headers["x-amz-invocation-type"]).toBe("Event");
    expect(JSON.parse(call?.body.toString() ?? "")).toEqual({ reaction: "r", event: { id: "ä" } });
  });

  test("anything but an accepted call is an error", async () => {
    await using service = await standIn(() => ({ status: 200, body: "{}" }));
    await expect(lambdaFunctions(service.config).invoke(ARN, {})).rejects.toThrow("200");
  });

  test("a function that is not there, or may not be called, is an error", async () => {
    const body = JSON.stringify({ message: "no such function" });
    const headers = { "x-amzn-errortype": "ResourceNotFoundException", "content-type": "application/json" };
    await using service = await standIn(() => ({ status: 404, headers, body }));
    await expect(lambdaFunctions(service.config).invoke(ARN, {})).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
