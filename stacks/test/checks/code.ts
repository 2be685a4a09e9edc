import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Recorded, Stack } from "./stack.ts";

const run = promisify(execFile);

/** Each function's bundle is there, loads in a process of its own, and has the export that Lambda will call. */
export async function code(stack: Stack): Promise<string[]> {
  const problems = await Promise.all(stack.functions().map((fn) => handler(stack, fn)));
  return [...problems.flat(), ...stack.functions().flatMap((fn) => environment(stack, fn))];
}

/** Where the code of a function lies, as it would be uploaded. */
export const bundleOf = ({ artifacts }: Stack, { name }: Recorded): string => {
  const built = join(artifacts, `${name.replace(/Function$/, "")}-src`);
  return existsSync(built) ? built : join(artifacts, "..", "..", "unbundled");
};

const EXPORTS = "console.log(JSON.stringify(Object.keys(await import(process.argv[1]))));process.exit(0)";

async function handler(stack: Stack, fn: Recorded): Promise<string[]> {
  const [file = "", name = ""] = String(fn.inputs["handler"]).split(/\.(?=[^.]+$)/);
  const path = join(bundleOf(stack, fn), `${file}.mjs`);
  if (!existsSync(path)) return [`${fn.name}: nothing is at ${fn.inputs["handler"]}`];
  try {
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", EXPORTS, path], { env: { PATH: "" } });
    return (JSON.parse(stdout) as string[]).includes(name) ? [] : [`${fn.name}: its code exports no ${name}`];
  } catch (error) {
    return [`${fn.name} does not load: ${String(error)}`];
  }
}

/** Values that are a secret wherever they stand. */
const SECRETS = [/^AKIA[A-Z0-9]{16}$/, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, /\bswb_[a-z]+_\w{36}\b/];
const SECRET_NAME = /SECRET|PASSWORD|PASSPHRASE|PRIVATE|CREDENTIAL|API_?KEY|(?:ACCESS|AUTH|BEARER)_?TOKEN/i;

/**
 * Whoever may read a function's configuration reads its environment. SST's own key is in it: it opens the file
 * of linked values beside the code, so that one must hold nothing that is secret either.
 */
function environment(stack: Stack, fn: Recorded): string[] {
  const variables: Record<string, string> = fn.inputs["environment"]?.variables ?? {};
  const random = new Set(
    stack.recording.resources
      .filter(({ type }) => type.startsWith("random:"))
      .flatMap(({ state }) => [state["result"], state["base64"]]),
  );
  const open = Object.entries(variables).filter(([name]) => name !== "SST_KEY");
  const linked = existsSync(join(bundleOf(stack, fn), "resource.enc"))
    ? readFileSync(join(bundleOf(stack, fn), "resource.enc")).length
    : 0;
  return [
    ...open
      .filter(([name, value]) => SECRET_NAME.test(name) || random.has(value) || SECRETS.some((one) => one.test(value)))
      .map(([name]) => `${fn.name}: ${name} is a secret in clear`),
    ...(linked > EMPTY_LINKS && !fn.inputs["description"]?.includes("links")
      ? [`${fn.name} carries ${linked} bytes of linked values`]
      : []),
  ];
}

/** An encrypted `{}`. */
const EMPTY_LINKS = 18;
