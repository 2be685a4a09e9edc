/** What a release is asked when the next one wants to know whether it still reads its rows. */
export * as Agent from "@switchboard/core/agent";
export * as Customer from "@switchboard/core/customer";
export { connect } from "@switchboard/core/desk";
export * as Mail from "@switchboard/core/mail";
export * as Ticket from "@switchboard/core/ticket";
export * as Workspace from "@switchboard/core/workspace";
