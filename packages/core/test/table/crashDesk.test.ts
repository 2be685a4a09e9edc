import { FLOWS, losingTheTable } from "../support/crash.ts";

losingTheTable((name) => !name.startsWith("ticket.") && !FLOWS.test(name));
