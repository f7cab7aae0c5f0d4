import { createHash } from "node:crypto";
import { tokenOf } from "./token.ts";

/** Roles that tests sign in as. */
const roles = ["connector", "operator", "officer", "analyst", "tenant", "monitor"] as const;

const credentials = (): string =>
  JSON.stringify([
    ...roles.map((role) => ({
      role,
      sha256: hashOf(role),
      ...(role === "tenant" ? { tenant: "demo" } : {}),
      ...(role === "analyst" ? { scopes: ["aggregates:exact"] } : {}),
    })),
    { role: "analyst", sha256: hashOf("analyst-without-scope") },
  ]);

const hashOf = (role: string): string => createHash("sha256").update(tokenOf(role)).digest("hex");

/** Synthetic secrets of the Workers under test, in local mode. */
export const testSecrets = () => {
  const common = { API_TOKENS: credentials(), LAGEBILD_LOCAL: "1" };
  return {
    ingest: {
      ...common,
      CONTRACT_NAME_KEY: "test-contract-name-key-of-32-characters",
      RECORD_ID_KEY: "test-record-id-key-of-some-32-characters",
      TENANT_TOKEN: tokenOf("tenant"),
    },
    gematik: common,
  };
};

/**
 * gematik as the ingest tests see it: takes messages from the real queue, answers receipts, and does what a test tells
 * it to (lose messages, refuse receipts, list what it was sent).
 */
export const gematikStandIn = {
  name: "lagebild-gematik",
  modules: true,
  compatibilityDate: "2026-11-01",
  queueConsumers: { "operating-data-demo": { maxBatchSize: 10, maxBatchTimeout: 0 } },
  script: `
    let messages = [], losing = false, refusing = false;
    export default {
      async queue(batch) {
        if (!losing) messages.push(...batch.messages.map((message) => message.body));
      },
      async fetch(request) {
        const url = new URL(request.url);
        if (url.pathname === "/messages") return Response.json(messages);
        if (url.pathname === "/reset") {
          messages = [];
          losing = url.searchParams.has("losing");
          refusing = url.searchParams.has("refusing");
          return new Response("ok");
        }
        if (url.pathname !== "/v1/receipts") return new Response("", { status: 404 });
        if (refusing) return new Response("", { status: 503 });
        if (request.headers.get("authorization") !== "Bearer test-token-tenant") return new Response("", { status: 401 });
        const day = url.searchParams.get("day");
        const latest = new Map();
        for (const { recordId, revision, day: of } of messages) {
          if (of === day) latest.set(recordId, Math.max(revision, latest.get(recordId) ?? 0));
        }
        const items = [...latest].map(([recordId, revision]) => ({ recordId, revision }));
        items.sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
        return Response.json({ day, items, stored: items.length, rejected: [] });
      },
    };`,
};
