import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Recorded, Stack } from "./stack.ts";

const run = promisify(execFile);

/** Each function's bundle is there, loads in a process of its own, and has the export that Lambda will call. */
export async function code(stack: Stack, own: readonly string[]): Promise<string[]> {
  const problems = await Promise.all(stack.functions().map((fn) => handler(stack, fn)));
  const ours = stack.functions().filter(({ state }) => !own.some((id) => state["name"].endsWith(`-${id}`)));
  return [
    ...problems.flat(),
    ...stack.functions().flatMap((fn) => environment(stack, fn)),
    ...ours.flatMap((fn) => links(stack, fn)),
  ];
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

/** Whoever may read a function's configuration reads its environment. */
function environment({ recording }: Stack, fn: Recorded): string[] {
  const variables: Record<string, string> = fn.inputs["environment"]?.variables ?? {};
  const generated = recording.resources.filter(({ type }) => type.startsWith("random:"));
  const random = new Set(generated.flatMap(({ state }) => [state["result"], state["base64"]]));
  return Object.entries(variables)
    .filter(([name]) => name !== SST_KEY)
    .filter(([name, value]) => SECRET_NAME.test(name) || random.has(value) || SECRETS.some((one) => one.test(value)))
    .map(([name]) => `${fn.name}: ${name} is a secret in clear`);
}

/** Opens the file of linked values beside the code, and lies in the environment: so nothing of ours is linked. */
const SST_KEY = "SST_KEY";
/** The bytes of an encrypted `{}`. */
const NO_LINKS = 18;

function links(stack: Stack, fn: Recorded): string[] {
  const file = join(bundleOf(stack, fn), "resource.enc");
  const size = existsSync(file) ? readFileSync(file).length : 0;
  return size > NO_LINKS ? [`${fn.name} carries linked values, which its environment opens`] : [];
}
