import { losingTheTable } from "../support/crash.ts";

losingTheTable((name) => name.startsWith("ticket."));
