import { BlockList, isIP } from "node:net";
import { invalid } from "../kernel/index.ts";

/** What is inside: no address of the internet's, or one that leads to such. */
const INSIDE = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  INSIDE.addSubnet(net, bits, "ipv4");

/** Of the newer addresses only these are the internet's; some among them lead to the older ones. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet("2000::", 3, "ipv6");
const TUNNELS = new BlockList();
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  TUNNELS.addSubnet(net, bits, "ipv6");

const LOCAL_NAMES = /(^|\.)(localhost|local|internal|home\.arpa|lan)$/;

/**
 * The desk itself fetches what stands there: over an open line it would prove nothing, and from an address inside it
 * would open what is behind the desk. Names are not looked up here (docs/identity-provider.md).
 *
 * @throws VALIDATION
 */
export function assertFetchable(jwksUrl: string): void {
  const { protocol, username, password, hostname } = new URL(jwksUrl);
  const path = ["jwksUrl"];
  if (protocol !== "https:") throw invalid("The key set is fetched over https.", path);
  if (username !== "" || password !== "") throw invalid("Leave the credentials out of the URL: keys are public.", path);
  if (isInside(hostname))
    throw invalid("The key set is at an address of the internet, none of this machine or network.", path);
}

/** `hostname` as a URL has it: every spelling of an address is the plain one already. */
function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");
  const family = isIP(host);
  if (family === 4) return INSIDE.check(host, "ipv4");
  if (family === 6) return !GLOBAL.check(host, "ipv6") || TUNNELS.check(host, "ipv6");
  return !host.includes(".") || LOCAL_NAMES.test(host);
}
