import { type Ground, lambda } from "./lambda.ts";

/** CloudFront's own policy of this name. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

export interface Api {
  readonly fn: sst.aws.Function;
  readonly url: $util.Output<string>;
}

/**
 * The edge signs requests to the function, and a signature lies in `authorization`: what the caller had there
 * travels under another name.
 */
const KEEP_AUTHORIZATION = `
  delete event.request.headers["x-forwarded-authorization"];
  if (event.request.headers.authorization)
    event.request.headers["x-forwarded-authorization"] = { value: event.request.headers.authorization.value };
`;

/**
 * Where the API answers: at a function URL that streams, or at a domain of the company's. With a domain the
 * function takes requests from its distribution alone, so the firewall cannot be gone around.
 */
export function api(ground: Ground): Api {
  const { api: settings } = ground.settings;
  const router = door(settings);
  const fn = lambda(ground, "api", {
    streaming: true,
    environment: {
      SWITCHBOARD_CORS_ORIGINS: settings.corsOrigins.join(","),
      SWITCHBOARD_INTROSPECTION: settings.introspection,
      SWITCHBOARD_MAX_TOKEN_AGE: String(Math.round(settings.maxTokenAgeHours * 3600)),
    },
    // The function answers preflights itself: two that do would each add a header.
    url: { cors: false, ...(router ? { router: { instance: router } } : {}) },
  });
  return { fn, url: $interpolate`${fn.url}`.apply((url) => url.replace(/\/$/, "")) };
}

function door(settings: Ground["settings"]["api"]): sst.aws.Router | undefined {
  const { domain, dns, certificate, firewall, requestsPerFiveMinutes } = settings;
  if (domain === undefined) return undefined;
  return new sst.aws.Router("Door", {
    domain: { name: domain, ...(dns === "manual" ? { dns: false, cert: certificate ?? "" } : {}) },
    protection: "oac-with-edge-signing",
    edge: { viewerRequest: { injection: KEEP_AUTHORIZATION } },
    // SST's policy keeps answers by URL, whoever asked.
    transform: {
      cdn: (args) => {
        args.defaultCacheBehavior = $output(args.defaultCacheBehavior).apply((behavior) => ({
          ...behavior,
          cachePolicyId: CACHING_DISABLED,
        }));
      },
    },
    // Customers write about SQL and paste HTML: rules that look for either in a body would turn them away.
    waf: firewall && {
      rateLimitPerIp: requestsPerFiveMinutes,
      managedRules: { coreRuleSet: false, sqlInjection: false, knownBadInputs: true },
    },
  });
}
