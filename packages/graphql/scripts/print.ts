import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { schema } from "@switchboard/graphql";
import { lexicographicSortSchema, printSchema } from "graphql";

/** Writes schema.graphql: sorted, so that a change of the API is a small diff. */
const file = fileURLToPath(new URL("../schema.graphql", import.meta.url));
writeFileSync(file, `${printSchema(lexicographicSortSchema(schema))}\n`);
