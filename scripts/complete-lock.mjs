/**
 * Run after every `npm install` that changed the lock: some registries do not serve every platform's optional
 * binary, npm then leaves those out of package-lock.json, and `npm ci` refuses such a lock. They are added here
 * by name, version and platform; on other platforms nothing of them is ever fetched.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const OS = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32", "aix"];
const CPU = ["arm64", "arm-eabi", "arm-gnueabihf", "arm-musleabihf", "ia32", "ppc64", "riscv64", "s390x", "x64"];
let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const os = OS.find((o) => name.includes(o));
    const cpu = CPU.find((c) => name.includes(c))?.split("-")[0];
    if (lock.packages[key] || !/^\d/.test(version) || !os || !cpu) continue;
    const libc = name.includes("musl") ? { libc: ["musl"] } : name.includes("gnu") ? { libc: ["glibc"] } : {};
    lock.packages[key] = {
      version,
      cpu: [cpu],
      ...(parent.dev ? { dev: true } : {}),
      ...(os === "linux" ? libc : {}),
      optional: true,
      os: [os],
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
