import type { Versioned } from "@switchboard/core";
import type * as Agents from "@switchboard/core/agent";
import type * as Apps from "@switchboard/core/app";
import type * as Audit from "@switchboard/core/audit";
import type * as Companies from "@switchboard/core/company";
import type * as Customers from "@switchboard/core/customer";
import type * as Escalations from "@switchboard/core/escalation";
import type * as Incidents from "@switchboard/core/incident";
import type * as Keys from "@switchboard/core/key";
import type * as Mails from "@switchboard/core/mail";
import type * as Operations from "@switchboard/core/operation";
import type * as Tickets from "@switchboard/core/ticket";
import type * as Views from "@switchboard/core/view";
import type * as Workspaces from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { connectionOf } from "../connection.ts";

/** The named types ahead of their fields, as they speak of each other. Lists give summaries, the rest whole objects. */
export type TicketRow = Tickets.TicketSummary | (Versioned<Tickets.Ticket> & { readonly asOf?: number });
export type CustomerRow = Customers.CustomerSummary | Versioned<Customers.Customer>;
export type CompanyRow = Companies.CompanySummary | Versioned<Companies.Company>;
export type AgentRow = Agents.AgentSummary | Versioned<Agents.Agent>;

/** The time (ms) a ticket was asked for as of, if any. */
export const asOfOf = (row: TicketRow): number | undefined => ("asOf" in row ? row.asOf : undefined);

export const Ticket = builder.objectRef<TicketRow>("Ticket");
export const Customer = builder.objectRef<CustomerRow>("Customer");
export const CustomerNote = builder.objectRef<Customers.CustomerNote>("CustomerNote");
export const Company = builder.objectRef<CompanyRow>("Company");
export const Agent = builder.objectRef<AgentRow>("Agent");
export type AppRow = Apps.AppSummary | Versioned<Apps.App>;
export const App = builder.objectRef<AppRow>("App");
export const Key = builder.objectRef<Keys.AnyKey>("Key");
export const Operation = builder.objectRef<Operations.Operation>("Operation");
export const Entry = builder.objectRef<Tickets.Entry>("Entry");
export const Workspace = builder.objectRef<Versioned<Workspaces.Workspace>>("Workspace");
export const CustomField = builder.objectRef<Workspaces.Field>("CustomField");
export const CustomStatus = builder.objectRef<Workspaces.CustomStatus>("CustomStatus");
export const Category = builder.objectRef<Workspaces.Category>("Category");
export const Team = builder.objectRef<Workspaces.Team>("Team");
export const Delivery = builder.objectRef<Mails.DeliveryView>("Delivery");
export const SuppressedAddress = builder.objectRef<Versioned<Mails.SuppressedAddress>>("SuppressedAddress");
export const DeliveryRecipient = builder.objectRef<Mails.Recipient>("DeliveryRecipient");
export type InboundRow = Mails.InboundSummary | Versioned<Mails.InboundMail>;
export const MailDiagnosis = builder.objectRef<Mails.Diagnosis>("MailDiagnosis");
export const InboundMail = builder.objectRef<InboundRow>("InboundMail");
export type ViewRow = Views.ViewSummary | Versioned<Views.View>;
export const View = builder.objectRef<ViewRow>("View");
export type IncidentRow = Incidents.IncidentSummary | Incidents.SeenIncident;
export const MajorIncident = builder.objectRef<IncidentRow>("MajorIncident");
export const IncidentEntry = builder.objectRef<Incidents.IncidentEntry>("IncidentEntry");
export const Escalation = builder.objectRef<Versioned<Escalations.Escalation>>("Escalation");
export const LogLine = builder.objectRef<Audit.AuditLine>("LogLine");

export const TicketConnection = connectionOf("Ticket", Ticket, "tickets");
export const CustomerConnection = connectionOf("Customer", Customer, "customers");
export const CustomerNoteConnection = connectionOf("CustomerNote", CustomerNote, "notes about a customer");
export const CompanyConnection = connectionOf("Company", Company, "companies");
export const AgentConnection = connectionOf("Agent", Agent, "agents");
export const AppConnection = connectionOf("App", App, "apps");
export const KeyConnection = connectionOf("Key", Key, "keys");
export const OperationConnection = connectionOf("Operation", Operation, "registered operations");
export const EntryConnection = connectionOf("Entry", Entry, "entries of a ticket");
export const DeliveryConnection = connectionOf("Delivery", Delivery, "mails that went out");
export const SuppressedAddressConnection = connectionOf(
  "SuppressedAddress",
  SuppressedAddress,
  "addresses that no mail goes to",
);
export const InboundMailConnection = connectionOf("InboundMail", InboundMail, "mails that came in");
export const ViewConnection = connectionOf("View", View, "saved views");
export const LogConnection = connectionOf("LogLine", LogLine, "lines of the log");
export const MajorIncidentConnection = connectionOf("MajorIncident", MajorIncident, "major incidents");
export const IncidentEntryConnection = connectionOf("IncidentEntry", IncidentEntry, "lines of a major incident");
export const EscalationConnection = connectionOf("Escalation", Escalation, "escalations");
