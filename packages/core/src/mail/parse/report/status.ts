const CODE = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/g;

/** `5.0.0` and `5.1.0` say no more than "failed". */
function isVague(code: string): boolean {
  return /^\d\.(?:0\.\d+|\d+\.0)$/.test(code);
}

/**
 * The RFC 3463 status of a delivery: the field, or a more exact code in the diagnostic.
 *
 * @example
 * bestStatus("5.0.0", "smtp; 550 5.7.1 denied"); // "5.7.1"
 */
export function bestStatus(field: string | null, diagnostic: string | null): string | null {
  const stated = (field ?? "").match(CODE)?.[0] ?? null;
  if (stated !== null && !/^\d\.0\.0$/.test(stated)) return stated;
  const codes = (diagnostic ?? "").slice(0, 4_000).match(CODE) ?? [];
  const failures = codes.filter((code) => code.startsWith("5.") || code.startsWith("4."));
  return failures.find((code) => !isVague(code)) ?? stated ?? failures[0] ?? null;
}
