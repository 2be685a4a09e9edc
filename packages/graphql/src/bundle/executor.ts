import { execute } from "graphql";

/** Stands in for @graphql-tools/executor: the server sets graphql-js's own executor on every request anyway. */
export const normalizedExecutor = execute;
