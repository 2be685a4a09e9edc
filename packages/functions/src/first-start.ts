import type { Create } from "./handler.ts";
import { deployed } from "./wire.ts";

export const create: Create<unknown, unknown> = () => () => Promise.reject(new Error("not yet"));
export const handler = deployed(create);
