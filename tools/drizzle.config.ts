import { defineConfig } from "drizzle-kit";

// `STORE=provider npx drizzle-kit generate --config tools/drizzle.config.ts --name <what>`; afterwards add
// STRICT, WITHOUT ROWID by hand to tables with a composite key: drizzle-kit cannot say that, and it saves a row written.
const schemas = {
  provider: "workers/ingest/src/provider-schema.ts",
  gematik: "workers/gematik/src/gematik-schema.ts",
};
const store = process.env["STORE"] === "gematik" ? "gematik" : "provider";

// `pnpm check` sets another folder, to see whether the migrations are up to date without writing into them.
const folder = process.env["MIGRATIONS"] ?? "migrations";

export default defineConfig({ dialect: "sqlite", schema: schemas[store], out: `${folder}/${store}` });
