import { DOOR_NOT_OPERATIONS } from "./doorCatalogue.ts";
import { ROUTING_NOT_OPERATIONS } from "./routingCatalogue.ts";
import { SLA_NOT_OPERATIONS } from "./slaCatalogue.ts";
import { TEMPLATE_NOT_OPERATIONS } from "./templateCatalogue.ts";

/** Exports that are no operations: they check nothing, because they need a thing that was checked already. */
export const NOT_OPERATIONS = new Set<string>([
  ...DOOR_NOT_OPERATIONS,
  ...ROUTING_NOT_OPERATIONS,
  ...SLA_NOT_OPERATIONS,
  ...TEMPLATE_NOT_OPERATIONS,
  "workspace.configInForce", // read by every module; holds policies, no secrets
  "workspace.fieldsOf", // pure
  "workspace.changeValues", // pure
  "workspace.isThere", // pure
  "workspace.attributeSide", // pure
  "workspace.attributesIn", // takes an aggregate that was read
  "workspace.changeAttributes", // the machinery behind the same of customers and companies
  "workspace.assertSensibleRole", // pure
  "workspace.grantsOfRole", // pure
  "workspace.kindOf", // pure
  "workspace.addressIn", // pure
  "workspace.matches", // pure
  "workspace.costOf", // pure
  "workspace.assertHeld", // pure
  "workspace.typeKey", // pure
  "workspace.issuerOf", // before any context: who vouches for a token
  "workspace.workspaceOfAddress", // before any context: whose mail this is
  "workspace.workspaces", // the platform's own: before any context, ids alone
  "agent.standingOf", // asked by the desk to know what a caller may do
  "agent.idByEmail", // before any context: whom a token means
  "agent.isActive",
  "agent.hasLeft",
  "agent.assertKnown", // part of others: whether there are roles that are named
  "agent.byRole", // pure
  "agent.grantsByRole", // takes an agent that was read
  "agent.isInvited", // before any context: who bears a code
  "agent.isWithinHours", // pure
  "agent.capacityOf", // pure
  "agent.decodeLoad", // pure
  "agent.decodePresence", // pure
  "agent.loadKey", // pure
  "agent.loadTally", // pure
  "agent.loadRow", // pure
  "agent.sameLoad", // pure
  "ticket.loadOf", // pure
  "agent.withinCapacity", // pure
  "agent.staying", // decisions of other modules
  "agent.working",
  "agent.stillActive", // a condition of a commit
  "agent.wentAway", // a row of a commit
  "agent.workers",
  "agent.workersOf",
  "agent.accepting", // what accepting an invitation commits together with a key
  "agent.inviting", // what an invitation commits together with its code
  "agent.reinviting",
  "agent.withdrawing",
  "agent.joining", // what claiming a desk commits together with its key
  "app.assertActive", // pure
  "app.assertMayGrant", // pure
  "app.scopesInForce", // asked when a key is used
  "app.isDisabled", // asked when a token is used
  "key.bearerOf", // before any context: who bears a key
  "key.actorOf", // before any context: who bears a key
  "key.kindOf", // pure
  "customer.effectiveTier", // decisions of other modules
  "customer.effectiveTiers",
  "customer.tierOf",
  "customer.identitiesOf", // pure
  "customer.emailsOf", // pure
  "customer.mainEmailOf", // pure
  "customer.suppressedFor", // pure
  "customer.isPersonalShown", // says what the caller may read
  "customer.idsUnder", // takes an id that was checked
  "customer.personOf", // the platform's own: mail
  "customer.selfOf", // asked by the desk to know what is a caller's own
  "customer.standsFor", // decisions of other modules
  "company.exists",
  "company.holdersOf", // ids alone, for customers that were read
  "company.isPublicDomain", // pure
  "company.withParents", // pure
  "attachment.bind",
  "attachment.bring",
  "attachment.bytesOf",
  "attachment.erase",
  "attachment.find",
  "attachment.linkOf",
  "attachment.release",
  "attachment.rename",
  "attachment.safeName",
  "attachment.sweep", // the tick
  "escalation.wake", // the tick
  "escalation.wakeHandOver", // the tick
  "ticket.assertHandable", // pure
  "ticket.openTaskWith", // the machinery behind handing over, authorizes by itself
  "ticket.causesOf", // takes a ticket that was read
  "ticket.isAffected", // says whether the caller may read
  "ticket.decideOpening", // pure
  "ticket.entryHtml", // takes words of an entry that was read
  "ticket.entryText",
  "ticket.parseFilter", // pure
  "ticket.matchesFilter", // pure
  "ticket.listedStatuses", // pure
  "ticket.seenInState", // pure
  "ticket.idsByNumber", // for counting: ids alone
  "ticket.lastNumber", // for counting
  "view.everyView", // for counting
  "view.registryVersion", // for counting
  "count.isRelevant", // pure
  "count.wake", // the tick
  "ticket.nearness", // pure
  "ticket.assertNotClosed", // pure
  "ticket.assignedTo", // pure
  "ticket.unassignedFrom", // pure
  "ticket.previousAgent", // decisions of other modules
  "ticket.workIds",
  "ticket.beginSweep", // authorizes for whoever begins one
  "ticket.goOnSweeping", // the tick
  "ticket.isCounted", // pure
  "ticket.related", // part of opening, by mail
  "ticket.openWith", // the machinery behind open
  "ticket.placeText",
  "ticket.receiveWith", // the machinery behind addMessage, authorizes by itself
  "ticket.statusLabel", // pure
  "ticket.wake", // the tick
  "rate.turnToSend", // the platform's own: mail
  "mail.addressOf", // pure
  "attachment.openShare", // the token is the permission
  "attachment.shareToken", // the platform's own: mail
  "attachment.workspaceOfShare", // pure
  "ticket.ccsOf", // the platform's own: mail
  "mail.parseMail", // pure
  "mail.wake", // the tick
  "desk.connect",
  "tick.due", // the platform's own: wakes as `system` whatever waits
  "tick.tick",
  "tick.wakeAll",
]);
