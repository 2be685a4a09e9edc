import * as z from "zod";
import { type EventCatalogue, id, Meta, text } from "../kernel/index.ts";

export const AppStatus = z.enum(["ACTIVE", "DISABLED"]);
export type AppStatus = z.infer<typeof AppStatus>;

/** A program that works with the desk. Its keys open what its scopes say at the moment of use. */
export interface App {
  readonly id: string;
  readonly name: string;
  /** Permissions, each everywhere in the workspace. */
  readonly scopes: readonly string[];
  readonly status: AppStatus;
  readonly createdAt: number;
}

const Scopes = z
  .array(text(100, 1))
  .max(100, "Give at most 100 scopes.")
  .transform((scopes) => [...new Set(scopes)].sort());

const name = text(200, 1);

export const CreateInput = Meta.extend({ name, scopes: Scopes });
export const RenameInput = Meta.extend({ appId: id("app"), name });
export const ChangeScopesInput = Meta.extend({ appId: id("app"), scopes: Scopes });
export const AppInput = Meta.extend({ appId: id("app") });

export type CreateInput = z.input<typeof CreateInput>;
export type RenameInput = z.input<typeof RenameInput>;
export type ChangeScopesInput = z.input<typeof ChangeScopesInput>;
export type AppInput = z.input<typeof AppInput>;

const audit = { visibility: "audit", editorial: true, version: 1 } as const;
const scopes = z.array(z.string());

export const events = {
  "app.created": {
    ...audit,
    payload: z.object({ name: z.string(), scopes }),
    says: "There is a program that may work with the desk.",
  },
  "app.renamed": {
    ...audit,
    payload: z.object({ name: z.string(), previous: z.string() }),
    says: "An app has another name.",
  },
  "app.scopes_changed": {
    ...audit,
    payload: z.object({ scopes, previous: scopes }),
    says: "What an app may do changed, for all its keys at once.",
  },
  "app.disabled": { ...audit, payload: z.object({}), says: "The keys of an app open nothing for now." },
  "app.enabled": { ...audit, payload: z.object({}), says: "The keys of an app work again." },
  // Not editorial: a key changes nothing that somebody edits on the app.
  "app.key_minted": {
    ...audit,
    editorial: false,
    payload: z.object({ keyId: z.string() }),
    says: "A key of an app was made.",
  },
  "app.key_revoked": {
    ...audit,
    editorial: false,
    payload: z.object({ keyId: z.string() }),
    says: "A key of an app stopped working for good.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
