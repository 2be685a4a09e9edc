import { isNotFound, physical } from "./names.ts";
import type { Settings } from "./settings/index.ts";

type MailSettings = NonNullable<Settings["mail"]>;

/**
 * The set that the desk's receipt rule lies in: one of the desk's own, or the one the company names.
 *
 * An account has one active set in a region. The desk activates its own unless told not to, and never in place
 * of another that is active: whoever that belongs to would stop receiving.
 */
export function receiptRuleSet({ ruleSet, activate = true }: MailSettings): $util.Output<string> {
  if (ruleSet !== undefined) return $output(ruleSet);
  const made = new aws.ses.ReceiptRuleSet("MailRuleSet", { ruleSetName: physical("mail") });
  if (activate) new aws.ses.ActiveReceiptRuleSet("MailRuleSetActive", { ruleSetName: made.ruleSetName });
  return made.ruleSetName;
}

/** @throws when activating the desk's own set would take the place of another */
export async function assertNoOtherIsActive({ ruleSet, activate = true }: MailSettings): Promise<void> {
  if (ruleSet !== undefined || !activate) return;
  const active = await activeRuleSet();
  if (active === null || active === physical("mail")) return;
  throw new Error(
    `mail.activate: the receipt rule set "${active}" is active in this region already, and whoever uses it would stop ` +
      `receiving. Set mail.ruleSet to "${active}" to have the desk's rule in it, or deactivate it first.`,
  );
}

/** Null when none is active, which the lookup answers with an error. */
async function activeRuleSet(): Promise<string | null> {
  try {
    return (await aws.ses.getActiveReceiptRuleSet()).ruleSetName;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
