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
  const own = physical("mail");
  const made = new aws.ses.ReceiptRuleSet("MailRuleSet", { ruleSetName: own });
  if (!activate) return made.ruleSetName;
  const free = $output(activeRuleSet()).apply((active) => {
    if (active === null || active === own) return own;
    throw new Error(
      `mail.activate: the receipt rule set "${active}" is active in this region already, and whoever uses it would stop ` +
        `receiving. Set mail.ruleSet to "${active}" to have the desk's rule in it, or deactivate it first.`,
    );
  });
  new aws.ses.ActiveReceiptRuleSet("MailRuleSetActive", {
    ruleSetName: $output([free, made.ruleSetName]).apply(([name]) => name ?? own),
  });
  return made.ruleSetName;
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
