import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import { type Ctx, isRefusal } from "@switchboard/core/kernel";
import * as Key from "@switchboard/core/key";
import { CUSTOMERS, type CustomerName, JONAS, LENA, RUBEN, STAFF, type StaffRole } from "./company.ts";
import { AUDITOR } from "./configuration.ts";

/** Who there is, by what the platform calls them. */
export interface People {
  readonly staff: Readonly<Record<StaffRole, string>>;
  /** Whom the customer's token speaks for. */
  readonly customer: string;
}

/** Brings one person for each role and one customer into being, or finds them. */
export async function ensurePeople(ctx: Ctx): Promise<People> {
  const staff = await Promise.all(
    Object.entries(STAFF).map(async ([role, person]) => [role, await ensureAgent(ctx, person)] as const),
  );
  // Looked for first: what somebody changed about her since stays changed.
  const known = await Customer.getByEmail(ctx, CUSTOMERS.hanna.email);
  const customer = known ?? (await Customer.upsert(ctx, { ...CUSTOMERS.hanna })).object;
  return { staff: Object.fromEntries(staff) as Record<StaffRole, string>, customer: customer.id };
}

/** The second representative and the other customers, of the demo alone. */
export async function addDemoPeople(ctx: Ctx): Promise<{ jonas: string; customers: Record<CustomerName, string> }> {
  const [jonas, ...customers] = await Promise.all([
    ensureAgent(ctx, JONAS),
    ...Object.entries(CUSTOMERS).map(async ([name, profile]) => {
      const { object } = await Customer.upsert(ctx, { ...profile });
      return [name, object.id] as const;
    }),
  ]);
  return { jonas, customers: Object.fromEntries(customers) as Record<CustomerName, string> };
}

const SHIFT = { from: "09:00", to: "17:00" } as const;
const WEEK = ["MON", "TUE", "WED", "THU", "FRI"] as const;

/**
 * When the team works, one who is expected, and one who may not work for now. Nobody is there yet: who says that they
 * are gets what waits, and that is for whoever tries it to see.
 */
export async function staffToday(ctx: Ctx, { staff, jonas }: { staff: People["staff"]; jonas: string }): Promise<void> {
  const intervals = WEEK.map((day) => ({ day, ...SHIFT }));
  const hours = { timeZone: "Europe/Berlin", intervals };
  for (const agentId of [staff.representative, jonas, staff.specialist]) {
    await Agent.changeHours(ctx, { agentId, hours });
  }
  const signature = "Maya Lindqvist\nNorthwind Bikes";
  await Agent.changeProfile(ctx, { agentId: staff.representative, displayName: "Maya from Northwind", signature });
  await Agent.changeRoles(ctx, { agentId: jonas, roles: [...JONAS.roles], customRoles: [AUDITOR.key] });
  await Key.invite(ctx, { ...LENA, roles: [...LENA.roles] });
  await Agent.suspend(ctx, { agentId: await ensureAgent(ctx, RUBEN) });
}

async function ensureAgent(ctx: Ctx, person: (typeof STAFF)[StaffRole] | typeof JONAS | typeof RUBEN): Promise<string> {
  try {
    return (await Agent.create(ctx, { ...person, roles: [...person.roles] })).object.id;
  } catch (e) {
    if (isRefusal(e) && e.code === "ALREADY_EXISTS" && e.details.id) return e.details.id;
    throw e;
  }
}
