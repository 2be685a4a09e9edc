/** Ids that the examples work on: give those of a desk that runs, and every tab answers. */
export interface Sample {
  readonly ticketId: string;
  readonly customerId: string;
  readonly agentId: string;
}

/** A ready-made operation; its name is the name of its tab. */
export interface Example {
  readonly query: string;
  readonly variables?: (sample: Sample) => Readonly<Record<string, unknown>>;
}

const ERRORS = `    errors {
      __typename
      code
      message
      path
      ... on TransitionError { allowed }
      ... on ConflictError { currentVersion }
    }`;

const who: Example = {
  query: `# Who am I, and what may I do?
query Viewer {
  viewer {
    actor { kind id agent { name roles } customer { name } }
    permissions { permission scope }
  }
}`,
};

const work: Example = {
  query: `# What waits for me, and what waits for anybody: urgent first, then the oldest.
query Work {
  myWork(first: 10) { edges { node { ...Row } } }
  unassignedTickets(first: 10) { edges { node { ...Row } } pageInfo { hasNextPage endCursor } }
}

fragment Row on Ticket {
  id
  number
  subject
  status
  priority
  createdAt
  customer { name email }
}`,
};

const list: Example = {
  query: `# Tickets by status, latest activity first. Give endCursor as $after for the next page.
query Tickets($after: String) {
  tickets(first: 10, after: $after, filter: { status: [OPEN, WAITING_ON_CUSTOMER] }) {
    edges { node { number subject status activityAt tags assignee { name } customer { name } } }
    pageInfo { hasNextPage endCursor scanLimited }
  }
}`,
};

const one: Example = {
  query: `# A ticket and its conversation, the newest first.
query Ticket($id: ID!) {
  ticket(id: $id) {
    number
    subject
    status
    allowedStatuses
    version
    customer { id name email tier }
    assignee { name }
    entries(first: 10) {
      edges {
        node {
          at
          type
          visibility
          actor { kind agent { name } customer { name } }
          text
          attachments { name size url }
        }
      }
    }
  }
}`,
  variables: ({ ticketId }) => ({ id: ticketId }),
};

const open: Example = {
  query: `# Send it twice: with the same idempotencyKey there is one ticket.
mutation OpenTicket($input: OpenTicketInput!) {
  openTicket(input: $input) {
    ticket { id number status version }
${ERRORS}
  }
}`,
  variables: ({ customerId }) => ({
    input: {
      customerId,
      subject: "My card was stolen",
      text: "Please block it, it ends in 1234.",
      channel: "PHONE",
      kind: "INCIDENT",
      priority: "URGENT",
      idempotencyKey: "my-first-ticket",
    },
  }),
};

const reply: Example = {
  query: `# Answers in public; the mail to the customer goes out by itself.
mutation ReplyToTicket($input: ReplyToTicketInput!) {
  replyToTicket(input: $input) {
    ticket { id status version }
${ERRORS}
  }
}`,
  variables: ({ ticketId }) => ({ input: { ticketId, text: "We have blocked it.", status: "WAITING_ON_CUSTOMER" } }),
};

const assign: Example = {
  query: `# Several changes at once, in order.
mutation TakeOver($ticketId: ID!, $agentId: ID!) {
  assignTicket(input: { ticketId: $ticketId, assigneeId: $agentId }) {
    ticket { assignee { name } }
${ERRORS}
  }
  addTicketNote(input: { ticketId: $ticketId, text: "I take this one." }) {
    ticket { version }
${ERRORS}
  }
}`,
  variables: ({ ticketId, agentId }) => ({ ticketId, agentId }),
};

const customer: Example = {
  query: `# A customer with their history.
query Customer($id: ID!) {
  customer(id: $id) {
    name
    email
    tier
    locale
    tickets(first: 5) { edges { node { number subject status createdAt } } }
  }
}`,
  variables: ({ customerId }) => ({ id: customerId }),
};

const audit: Example = {
  query: `# Everything that ever happened to a ticket, and whether that is what was written.
query Audit($id: ID!) {
  ticket(id: $id) {
    chain { valid length brokenAt reason }
    audit(first: 20) { edges { node { at type actor { kind id } facts } } }
  }
}`,
  variables: ({ ticketId }) => ({ id: ticketId }),
};

const desk: Example = {
  query: `# How the desk is set up, and who works on it.
query Desk {
  workspace {
    name
    configVersion
    settings { autoCloseDays followUp { policy days owner } }
    supportAddresses { address name }
  }
  agents(first: 20) { edges { node { name email status roles } } }
}`,
};

export const EXAMPLES: readonly Example[] = [who, work, list, one, open, reply, assign, customer, audit, desk];
