import { type Capability, FUNCTIONS, type FunctionId } from "@switchboard/functions/wiring";
import { grantsOf, type Recorded, type Stack } from "./stack.ts";
import { type Expected, idOf } from "./wiring.ts";

/** Mail goes out in the desk's name, by its configuration set, from the functions that send, and without mail from none. */
export const senders = (stack: Stack, { mail, own = [] }: Expected): string[] => [
  ...stack.functions().flatMap((fn) => [...sends(stack, fn), ...links(stack, fn)]),
  ...stack
    .functions()
    .filter((fn) => !own.includes(idOf(stack, fn.state["name"])))
    .flatMap((fn) => asTheTableSays(stack, fn, mail)),
];

const variables = ({ inputs }: Recorded): Readonly<Record<string, string>> => inputs["environment"]?.variables ?? {};

const bySes = (stack: Stack, fn: Recorded) => {
  const role = stack.roleOf(fn);
  return (role ? grantsOf(role) : []).filter(({ Action }) => Action.some((action) => action.startsWith("ses:")));
};

/** Whoever may use SES: to send a message as it is, by the desk's set, as an address of the desk's identity. */
function sends(stack: Stack, fn: Recorded): string[] {
  const identities = stack.of("aws:sesv2/emailIdentity:EmailIdentity").map(({ inputs }) => inputs["emailIdentity"]);
  const sets = stack.of("aws:sesv2/configurationSet:ConfigurationSet").map(({ state }) => state["arn"]);
  return bySes(stack, fn).flatMap(({ Action, Resource, Condition }) => {
    const names = Condition["StringLike"]?.["ses:FromAddress"] ?? [];
    const other = Resource.filter((one) => !one.endsWith(":identity/*") && !sets.includes(one));
    return [
      ...Action.filter((one) => one !== "ses:SendRawEmail").map((one) => `${fn.name} may ${one}`),
      ...other.map((one) => `${fn.name} may send by ${one}`),
      ...(sets.some((one) => Resource.includes(one)) ? [] : [`${fn.name} may not send by the configuration set`]),
      ...(names.length > 0 ? [] : [`${fn.name} may send in any name`]),
      ...names
        .filter((one) => !identities.some((identity) => one === `*@${identity}`))
        .map((one) => `${fn.name} may send as ${one}`),
    ];
  });
}

/** What composes answers knows where links lead: to the API's own door, or to its domain. The API cannot know itself. */
function links(stack: Stack, fn: Recorded): string[] {
  const found = variables(fn)["SWITCHBOARD_PUBLIC_URL"];
  const wanted = bySes(stack, fn).length === 0 || idOf(stack, fn.state["name"]) === "api" ? undefined : doorOf(stack);
  return found === wanted ? [] : [`${fn.name}: links lead to ${found} instead of ${wanted}`];
}

function doorOf(stack: Stack): string | undefined {
  const [domain] = stack
    .of("aws:cloudfront/distribution:Distribution")
    .flatMap(({ inputs }) => inputs["aliases"] ?? []);
  const [url] = stack.of("aws:lambda/functionUrl:FunctionUrl").map(({ state }) => String(state["functionUrl"]));
  return domain === undefined ? url?.replace(/\/$/, "") : `https://${domain}`;
}

/** The table of functions says who sends; what they are told goes with what they may. */
function asTheTableSays(stack: Stack, fn: Recorded, mail: boolean): string[] {
  const uses: readonly Capability[] = FUNCTIONS[idOf(stack, fn.state["name"]) as FunctionId]?.uses ?? [];
  const wanted = mail && uses.includes("mailer");
  const [set] = stack
    .of("aws:sesv2/configurationSet:ConfigurationSet")
    .map(({ state }) => state["configurationSetName"]);
  return [
    ...(bySes(stack, fn).length > 0 === wanted ? [] : [`${fn.name} ${wanted ? "may not send mail" : "may send mail"}`]),
    ...(variables(fn)["SWITCHBOARD_CONFIGURATION_SET"] === (wanted ? set : undefined)
      ? []
      : [`${fn.name} is told of another configuration set than it sends by`]),
  ];
}
