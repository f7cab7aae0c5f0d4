import { beforeAll } from "vitest";
import { testAccess } from "../../testing/access-table.ts";
import { call, prepareDatabase } from "./a-message.ts";

beforeAll(prepareDatabase);

// As design 9 lists them.
testAccess({
  guarded: [
    ["GET", "/", ["analyst"]],
    ["GET", "/v1/aggregates/fleet", ["analyst"]],
    ["GET", "/v1/receipts", ["tenant"]],
    ["GET", "/metrics", ["monitor"]],
    ["POST", "/_local/jobs/expire", ["monitor"]],
  ],
  open: ["/healthz", "/readyz", "/version", "/openapi.json", "/sign-in", "/style.css", "/icon.svg"],
  call,
});
