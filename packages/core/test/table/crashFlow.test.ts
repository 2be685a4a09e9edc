import { FLOWS, losingTheTable } from "../support/crash.ts";

losingTheTable((name) => FLOWS.test(name));
