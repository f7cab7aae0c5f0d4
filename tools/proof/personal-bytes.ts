import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type SimulatedConnector, operatingDataXml } from "@lagebild/simulator";

/** Something withheld that a file holds; `what` is an element's name, never the value. */
export interface Leak {
  readonly file: string;
  readonly what: string;
}

/**
 * Searches a state folder, byte by byte, for what gematik and the logs must not hold: Contract IDs, ICCSNs, names of
 * certificates, terminal IDs and the update mode. The provider's own stores are left out: they may know the contract.
 */
export const findPersonalBytes = (stateFolder: string, connectors: readonly SimulatedConnector[], at: Date): Leak[] => {
  const needles = connectors.flatMap((connector) => withheldValues(operatingDataXml(connector, at)));
  const found = searchedFiles(stateFolder).flatMap((file) => {
    const bytes = readFileSync(file);
    const names = new Set(needles.filter(({ value }) => bytes.includes(value)).map(({ what }) => what));
    return [...names].map((what) => ({ file: relative(stateFolder, file), what }));
  });
  return found;
};

const withheldValues = (document: string): { what: string; value: string }[] => [
  ...[...document.matchAll(/<(?:\w+:)?(ICCSN|subject_commonName|ContractID)>([^<]+)</g)].map((match) => ({
    what: match[1] ?? "",
    value: match[2] ?? "",
  })),
  ...[...document.matchAll(/\((CT_ID_[^)]+)\)/g)].map((match) => ({ what: "CtID", value: match[1] ?? "" })),
  { what: "UpdateMode", value: "AutoUpdate" },
  { what: "UpdateMode", value: "autoUpdate" },
];

/** Every file of the folder except the provider's database, its objects, tokens and secrets. */
const searchedFiles = (stateFolder: string): string[] =>
  filesOf(stateFolder)
    .filter((file) => !file.endsWith("secrets.json") && !file.endsWith("tokens.json"))
    .filter((file) => !isOfObject(file) && !belongsToProvider(file));

export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Storage of Durable Objects. */
export const isOfObject = (file: string): boolean => /[/\\]do[/\\]/.test(file);

/** The provider's database, with what SQLite writes beside it. */
export const belongsToProvider = (file: string): boolean => {
  const database = file.replace(/-(wal|shm)$/, "");
  if (!/[/\\]d1[/\\].*\.sqlite$/.test(database)) return false;
  const sqlite = new DatabaseSync(database, { readOnly: true });
  try {
    return sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'contract'").all().length > 0;
  } finally {
    sqlite.close();
  }
};
