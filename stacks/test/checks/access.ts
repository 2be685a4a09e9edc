import { grantsOf, type Recorded, type Stack, type Statement, statementsOf } from "./stack.ts";

/** Actions that know no resources: nothing narrower than `*` exists for them. */
const WITHOUT_RESOURCE = new Set(["xray:PutTraceSegments", "xray:PutTelemetryRecords"]);

/** No role may do more than its function does. */
export const roles = (stack: Stack): string[] => [
  ...stack.of("aws:iam/role:Role").flatMap((role) => [...grants(role), ...managed(stack, role), ...trust(stack, role)]),
  ...APART.flatMap((type) => stack.of(type)).map(({ name }) => `${name} gives a role more than the role itself shows`),
];

/** Other ways to give a role something: nothing of the desk takes them, so nobody need look there. */
const APART = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
];

function grants(role: Recorded): string[] {
  return grantsOf(role).flatMap(({ Action, Resource, Condition }) => [
    ...Action.filter((action) => action.includes("*")).map((action) => `${role.name} may ${action}: name the actions`),
    ...Resource.filter(
      (resource) =>
        isWide(resource) && !isNarrowed(Condition) && !Action.every((action) => WITHOUT_RESOURCE.has(action)),
    ).map((resource) => `${role.name} may ${Action.join(", ")} on ${resource}: name the resource`),
  ]);
}

/** Mail from any identity of the account, as the recipient's counts too, but in the desk's name alone. */
const isNarrowed = (condition: Statement["Condition"]): boolean => {
  const from = condition["StringLike"]?.["ses:FromAddress"] ?? [];
  return from.length > 0 && from.every((pattern) => /^\*@[^*]+$/.test(pattern));
};

/** Everything of an account, a region or a service: `*`, or an ARN whose account or resource is one. */
function isWide(resource: string): boolean {
  if (resource === "*") return true;
  const [, , service, region, account, ...rest] = resource.split(":");
  const name = rest.join(":");
  const anywhere = service !== "s3" && (account === "*" || region === "*");
  const every = service !== "s3" && /^[a-z-]+[/:]\*$/.test(name);
  return anywhere || every || name === "*";
}

const managed = (stack: Stack, role: Recorded): string[] =>
  stack.edge().has(role.state["arn"])
    ? []
    : (role.inputs["managedPolicyArns"] ?? []).map(
        (arn: string) => `${role.name} has the managed policy ${arn}: name what it needs`,
      );

const SERVICES = new Set(["lambda.amazonaws.com", "scheduler.amazonaws.com", "edgelambda.amazonaws.com"]);

function trust(stack: Stack, role: Recorded): string[] {
  const isOfFunction = stack.functions().some(({ inputs }) => inputs["role"] === role.state["arn"]);
  return statementsOf(role.inputs["assumeRolePolicy"]).flatMap(({ Principal, Condition }) => {
    const services = Principal["Service"] ?? [];
    const others = Object.keys(Principal).filter((type) => type !== "Service");
    const schedules = services.includes("scheduler.amazonaws.com");
    return [
      ...others.map((type) => `${role.name} trusts ${type} ${Principal[type]?.join(", ")}: trust the service alone`),
      ...services.filter((one) => !SERVICES.has(one)).map((one) => `${role.name} trusts ${one}`),
      ...(isOfFunction && services.join() !== "lambda.amazonaws.com" ? [`${role.name} trusts more than Lambda`] : []),
      ...(schedules && !Condition["StringEquals"]?.["aws:SourceAccount"]
        ? [`${role.name} trusts any account's schedules`]
        : []),
    ];
  });
}

/** Who else may use a thing: services say for whom they come, buckets are private, over TLS alone. */
export function policies(stack: Stack): string[] {
  const resourcePolicies = [
    ...stack.of("aws:sqs/queuePolicy:QueuePolicy"),
    ...stack.of("aws:sns/topicPolicy:TopicPolicy"),
    ...stack.of("aws:s3/bucketPolicy:BucketPolicy"),
  ];
  return [...resourcePolicies.flatMap(openings), ...permissions(stack), ...buckets(stack), ...onePerQueue(stack)];
}

const openings = ({ name, inputs }: Recorded): string[] =>
  statementsOf(inputs["policy"])
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Principal, Condition, Action }) => {
      const conditions = Object.values(Condition).flatMap((one) =>
        Object.entries(one).flatMap(([key, values]) => (values.includes("*") ? [] : [key.toLowerCase()])),
      );
      return [
        ...(Principal["Service"] ? [] : [`${name} lets in who is no service of AWS`]),
        ...(conditions.some((key) => key === "aws:sourceaccount" || key === "aws:sourcearn")
          ? []
          : [`${name} lets in anybody's ${Action.join()}: say whose`]),
        ...Action.filter((action) => action.includes("*")).map((action) => `${name} allows ${action}`),
      ];
    });

/** The public may call nothing but a function URL that is meant to be public, and only by that URL. */
function permissions(stack: Stack): string[] {
  const open = new Set(
    stack
      .of("aws:lambda/functionUrl:FunctionUrl")
      .filter(({ inputs }) => inputs["authorizationType"] === "NONE")
      .map(({ inputs }) => inputs["functionName"]),
  );
  return stack.of("aws:lambda/permission:Permission").flatMap(({ name, inputs }) => {
    if (inputs["principal"] !== "*")
      return String(inputs["principal"]).endsWith(".amazonaws.com") &&
        inputs["sourceArn"] &&
        inputs["sourceArn"] !== "*"
        ? []
        : [`${name} does not say for what ${inputs["principal"]} may call`];
    const byUrl = inputs["functionUrlAuthType"] === "NONE" || inputs["invokedViaFunctionUrl"] === true;
    return byUrl && open.has(inputs["function"]) ? [] : [`${name} lets everybody call ${inputs["function"]}`];
  });
}

function buckets(stack: Stack): string[] {
  const with_ = (type: string) => new Map(stack.of(type).map((one) => [one.inputs["bucket"], one]));
  const [blocks, policies, encryption, lifecycle] = [
    with_("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
    with_("aws:s3/bucketPolicy:BucketPolicy"),
    with_("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
    with_("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
  ];
  return stack.of("aws:s3/bucket:Bucket").flatMap(({ name, state }) => {
    const bucket = state["bucket"];
    const block = blocks.get(bucket)?.inputs ?? {};
    const shut = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
    const denies = statementsOf(policies.get(bucket)?.inputs["policy"]).some(
      ({ Effect, Condition }) => Effect === "Deny" && Condition["Bool"]?.["aws:SecureTransport"]?.includes("false"),
    );
    return [
      ...shut.filter((key) => block[key] !== true).map((key) => `${name} does not ${key}`),
      ...(denies ? [] : [`${name} is reached without TLS`]),
      ...(encryption.has(bucket) ? [] : [`${name} does not say how it is encrypted`]),
      ...(lifecycle.has(bucket) ? [] : [`${name} keeps everything for ever: give it a lifecycle`]),
    ];
  });
}

/** AWS keeps the last policy of a queue and of a bucket: a second one silently replaces the first. */
function onePerQueue(stack: Stack): string[] {
  const named = [
    ...stack.of("aws:sqs/queuePolicy:QueuePolicy").map(({ inputs }) => inputs["queueUrl"] as string),
    ...stack.of("aws:s3/bucketPolicy:BucketPolicy").map(({ inputs }) => inputs["bucket"] as string),
  ];
  return named
    .filter((one, i) => named.indexOf(one) !== i)
    .map((one) => `${one} has a second policy, which replaces the first`);
}
