import { MAX_REPORT_RECIPIENTS, MAX_VALUE_CHARS } from "../limits.ts";
import { headerText } from "../text.ts";
import type { Bounce, BouncedRecipient } from "../types.ts";
import { type FieldGroup, fieldOf, readGroups } from "./fields.ts";
import { isDeadAddress } from "./permanence.ts";
import { bestStatus } from "./status.ts";

type Action = Bounce["action"];
/** Recipients with the action each of them met. */
export type Delivery = { action: Action; recipient: BouncedRecipient };

const ACTIONS: readonly Action[] = ["failed", "delayed", "delivered", "relayed", "expanded"];

/** `rfc822; <ada@a.example>` without its type and brackets. */
function typedAddress(value: string | null): string | null {
  const plain = headerText((value ?? "").replace(/^[\w.-]{1,30}\s{0,5};/, ""), 500)
    .replaceAll(/^<|>$/g, "")
    .trim();
  const address = /<?([^\s<>]{1,320}@[^\s<>]{1,255})>?/.exec(plain)?.[1] ?? plain;
  return address === "" ? null : address;
}

function readAction(group: FieldGroup, status: string | null): Action {
  const word = /[a-z]+/i.exec(fieldOf(group, "action") ?? "")?.[0].toLowerCase();
  const known = ACTIONS.find((action) => action === word);
  if (known !== undefined) return known;
  if (status?.startsWith("4.") === true) return "delayed";
  return status?.startsWith("2.") === true ? "delivered" : "failed";
}

function readRecipient(group: FieldGroup): Delivery | null {
  const final = typedAddress(fieldOf(group, "final-recipient") ?? fieldOf(group, "x-actual-recipient"));
  const original = typedAddress(fieldOf(group, "original-recipient"));
  const address = final ?? original;
  if (address === null) return null;
  const field = fieldOf(group, "diagnostic-code");
  const [, type = "", text = ""] = /^\s{0,5}([\w-]{1,30})\s{0,5};([\s\S]*)$/.exec(field ?? "") ?? ["", "", field ?? ""];
  const diagnostic = headerText(text, MAX_VALUE_CHARS);
  const status = bestStatus(fieldOf(group, "status"), diagnostic);
  const action = readAction(group, status);
  const failure = { status, diagnostic, diagnosticType: type.toLowerCase() };
  const permanent = action === "failed" && isDeadAddress(failure);
  return {
    action,
    recipient: {
      address,
      originalAddress: original,
      status,
      diagnostic: diagnostic === "" ? null : diagnostic,
      permanent,
    },
  };
}

/**
 * Reads a message/delivery-status part (RFC 3464).
 *
 * @param content the decoded part
 * @returns one entry per recipient, at most 100; empty when the part names none
 * @example
 * readDeliveryStatus(content)[0]?.recipient.status; // "5.1.1"
 */
export function readDeliveryStatus(content: Uint8Array): Delivery[] {
  return readGroups(content)
    .slice(0, MAX_REPORT_RECIPIENTS + 1)
    .flatMap((group) => readRecipient(group) ?? []);
}
