import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { gematikStandIn, testSecrets } from "./workers/testing/environment.ts";

const secrets = testSecrets();

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "packages",
          include: ["packages/*/test/**/*.test.ts", "tools/**/*.test.ts"],
          environment: "node",
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: { ...secrets.ingest, TEST_MIGRATIONS: await readD1Migrations("migrations/provider") },
              workers: [gematikStandIn],
            },
          }),
        ],
        test: { name: "ingest", include: ["workers/ingest/test/**/*.test.ts"] },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./workers/gematik/wrangler.toml" },
            miniflare: {
              bindings: { ...secrets.gematik, TEST_MIGRATIONS: await readD1Migrations("migrations/gematik") },
            },
          }),
        ],
        test: { name: "gematik", include: ["workers/gematik/test/**/*.test.ts"] },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
