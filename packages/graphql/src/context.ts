import type { Ctx, Versioned } from "@switchboard/core";
import * as Agent from "@switchboard/core/agent";
import * as App from "@switchboard/core/app";
import * as Audit from "@switchboard/core/audit";
import * as Company from "@switchboard/core/company";
import * as Count from "@switchboard/core/count";
import * as Customer from "@switchboard/core/customer";
import * as Mail from "@switchboard/core/mail";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import DataLoader from "dataloader";

type ByIds<T> = (ctx: Ctx, ids: readonly string[]) => Promise<(Versioned<T> | null)[]>;

/** One BatchGetItem takes 100 keys. */
const MAX_BATCH = 100;

const loader = <T>(ctx: Ctx, read: ByIds<T>) =>
  new DataLoader<string, Versioned<T> | null>((ids) => read(ctx, ids), { maxBatchSize: MAX_BATCH });

/** What one request has read so far; asked for together, read together. */
export interface Loaders {
  readonly ticket: DataLoader<string, Versioned<Ticket.Ticket> | null>;
  readonly customer: DataLoader<string, Versioned<Customer.Customer> | null>;
  readonly company: DataLoader<string, Versioned<Company.Company> | null>;
  /** The company of a customer who was read. */
  readonly companyOf: DataLoader<Customer.Customer, Versioned<Company.Company> | null, string>;
  /** How a customer who was read is served. */
  readonly tierOf: DataLoader<Customer.Customer, Customer.Customer["tier"], string>;
  readonly agent: DataLoader<string, Versioned<Agent.Agent> | null>;
  readonly app: DataLoader<string, Versioned<App.App> | null>;
  readonly agentPresence: DataLoader<string, Agent.AgentPresence>;
  readonly agentLoad: DataLoader<string, Agent.AgentLoad>;
  readonly inboundMail: DataLoader<string, Versioned<Mail.InboundMail> | null>;
  /** What lines of the audit log made different. */
  readonly auditDetail: DataLoader<Audit.AuditLine, Audit.AuditDetail>;
  /** How many tickets the views list. */
  viewCounts(): Promise<readonly Count.ViewCount[]>;
  /** The configuration in force. */
  config(): Promise<Workspace.Config>;
  /** What statuses are called for the caller. */
  statusLabels(): ReturnType<typeof Ticket.statusLabels>;
}

function createLoaders(ctx: Ctx): Loaders {
  let config: Promise<Workspace.Config> | undefined;
  let viewCounts: Promise<readonly Count.ViewCount[]> | undefined;
  let labels: ReturnType<typeof Ticket.statusLabels> | undefined;
  return {
    ticket: loader(ctx, Ticket.getMany),
    customer: loader(ctx, Customer.getMany),
    company: loader(ctx, Company.getMany),
    companyOf: new DataLoader((customers) => Customer.companiesOf(ctx, customers), {
      maxBatchSize: MAX_BATCH,
      cacheKeyFn: ({ id }) => id,
    }),
    tierOf: new DataLoader((customers) => Customer.effectiveTiers(ctx, customers), {
      maxBatchSize: MAX_BATCH,
      cacheKeyFn: ({ id }) => id,
    }),
    agent: loader(ctx, Agent.getMany),
    app: loader(ctx, App.getMany),
    agentLoad: new DataLoader((ids) => Agent.loads(ctx, ids), { maxBatchSize: MAX_BATCH }),
    agentPresence: new DataLoader((ids) => Agent.presences(ctx, ids), { maxBatchSize: MAX_BATCH }),
    inboundMail: loader(ctx, Mail.getManyInbound),
    auditDetail: new DataLoader((lines) => Audit.detailsOf(ctx, lines), { maxBatchSize: MAX_BATCH }),
    viewCounts: () => (viewCounts ??= Count.viewCounts(ctx)),
    config: () => (config ??= Workspace.config(ctx)),
    statusLabels: () => (labels ??= Ticket.statusLabels(ctx)),
  };
}

/** What every resolver gets: who acts, and what this request has read. */
export interface GraphContext {
  readonly ctx: Ctx;
  loaders: Loaders;
}

export const createContext = (ctx: Ctx): GraphContext => ({ ctx, loaders: createLoaders(ctx) });

/** Forgets what was read: called ahead of each mutation, so the ones behind it see what it changed. */
export function refresh(context: GraphContext): void {
  context.loaders = createLoaders(context.ctx);
}
