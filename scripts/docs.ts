import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pages } from "./pages.ts";

/** Writes the generated pages of docs/ anew. A test fails when they are not what the code says. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
for (const [path, text] of Object.entries(pages())) {
  const file = join(ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
