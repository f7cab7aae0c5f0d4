import { createHash, randomBytes } from "node:crypto";
import { access, constants, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Role, roles } from "@lagebild/protocol";
import { z } from "zod";
import { errorCode } from "./error-code.ts";

const secretNames = ["CONTRACT_NAME_KEY", "RECORD_ID_KEY"] as const;

export type Tokens = Readonly<Record<Role, string>>;
export type Secrets = Readonly<Record<(typeof secretNames)[number], string>>;

export const tokensFile = (stateFolder: string): string => join(stateFolder, "tokens.json");

/** Creates the folder, for its owner only; false if it cannot be written. */
export const openStateFolder = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // No permission, a file in the way, a read-only disk: the user has to choose another folder in each case.
    return false;
  }
};

/** One token a role, made once and kept; throws if the file is there but not ours. */
export const keepTokens = (stateFolder: string): Promise<Tokens> => keepRandomValues(tokensFile(stateFolder), roles);

export const keepSecrets = (stateFolder: string): Promise<Secrets> =>
  keepRandomValues(join(stateFolder, "secrets.json"), secretNames);

/** The tokens of a stack that was started before; undefined if there are none. */
export const readTokens = async (stateFolder: string): Promise<Tokens | undefined> => {
  const kept = await readValues(tokensFile(stateFolder), roles);
  return kept !== undefined && hasAll(kept, roles) ? kept : undefined;
};

/** The binding API_TOKENS: whom the Workers let in, by the hash of each token. */
export const apiTokens = (tokens: Tokens): string => {
  const credentials = roles.map((role) => ({
    role,
    sha256: createHash("sha256").update(tokens[role]).digest("hex"),
    ...(role === "analyst" ? { scopes: ["aggregates:exact"] } : {}),
    ...(role === "tenant" ? { tenant: "demo" } : {}),
  }));
  return JSON.stringify(credentials);
};

type Values<Name extends string> = Readonly<Record<Name, string>>;

const keepRandomValues = async <Name extends string>(path: string, names: readonly Name[]): Promise<Values<Name>> => {
  const kept = (await readValues(path, names)) ?? {};
  if (hasAll(kept, names)) return kept;
  // A later version may know more names: what is kept stays.
  const fresh = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("base64url")]));
  const all: Partial<Values<Name>> = { ...fresh, ...kept };
  if (!hasAll(all, names)) throw new Error(`${path} could not be completed`);
  await writeFile(path, `${JSON.stringify(all, undefined, 2)}\n`, { mode: 0o600 });
  return all;
};

const readValues = async <Name extends string>(
  path: string,
  names: readonly Name[],
): Promise<Partial<Values<Name>> | undefined> => {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : z.partialRecord(z.enum(names), z.string().min(32)).parse(JSON.parse(text));
};

const hasAll = <Name extends string>(values: Partial<Values<Name>>, names: readonly Name[]): values is Values<Name> =>
  names.every((name) => typeof values[name] === "string");
