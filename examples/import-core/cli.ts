import { main } from "./index.ts";

await main((line) => console.log(line));
