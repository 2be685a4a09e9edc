/**
 * GraphiQL for the local platform: ready-made operations, one a tab. Apart from the server, so that nothing of
 * it gets into a Lambda.
 *
 * @module
 */
import type { GraphiQLOptions } from "graphql-yoga";
import { EXAMPLES, type Sample } from "./tabs.ts";

export { EXAMPLES, type Example, type Sample } from "./tabs.ts";

export interface PageOptions {
  /**
   * Writes the page: `renderGraphiQL` of `@graphql-yoga/render-graphiql`, which carries everything inside
   * itself, so that it works without a network.
   */
  readonly render: (options: GraphiQLOptions) => string;
  /** Where the API is, from the page's own origin. */
  readonly endpoint: string;
  /** Sent as a bearer token from every tab. */
  readonly token: string;
  /** What the examples work on. */
  readonly sample: Sample;
  readonly title?: string;
}

/**
 * GraphiQL as one page of HTML.
 *
 * @example
 * import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
 * const html = graphiqlPage({ render: renderGraphiQL, endpoint: "/graphql", token, sample });
 */
export function graphiqlPage({ render, endpoint, token, sample, title = "Switchboard" }: PageOptions): string {
  const headers = JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
  const defaultTabs = EXAMPLES.map(({ query, variables }) => ({
    query,
    headers,
    ...(variables ? { variables: JSON.stringify(variables(sample), null, 2) } : {}),
  }));
  // The page knows `endpoint`; its types do not.
  const options: GraphiQLOptions & { readonly endpoint: string } = {
    title,
    defaultTabs,
    headers,
    defaultHeaders: headers,
    method: "POST",
    endpoint,
  };
  return render(options);
}
