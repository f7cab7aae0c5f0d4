import type { Config } from "./config.ts";
import type { Contract } from "./contract.ts";

const encoder = new TextEncoder();

/** HMAC-SHA-256 of a text in hex. */
const hmacHex = async (key: string, text: string): Promise<string> => {
  const imported = await crypto.subtle.importKey("raw", encoder.encode(key), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const signature = await crypto.subtle.sign("HMAC", imported, encoder.encode(text));
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** Name of a contract's object: object names stand in the platform's logs, so it must not be the Contract ID. */
export const objectNameOf = (contractId: string, contractNameKey: string): Promise<string> =>
  hmacHex(contractNameKey, contractId);

/** Id of a contract's record of one day: gives no link between days (design 3.5). */
export const recordIdOf = async (day: string, contractId: string, recordIdKey: string): Promise<string> =>
  (await hmacHex(recordIdKey, `${day}|${contractId}`)).slice(0, 32);

/** The one way to a contract's object: in production within the EU jurisdiction, which workerd does not offer locally. */
export const contractObject = (
  config: Pick<Config, "contracts" | "jurisdiction" | "local">,
  objectName: string,
): DurableObjectStub<Contract> => {
  const namespace =
    config.jurisdiction && !config.local ? config.contracts.jurisdiction(config.jurisdiction) : config.contracts;
  return namespace.getByName(objectName);
};
