import { type SimulatedConnector, operatingDataXml, registerCsv, sendDataEnvelope } from "@lagebild/simulator";
import { createTestHarness } from "wrangler";
import { testSecrets } from "../workers/testing/environment.ts";
import { type WishedRequest, asRequested } from "../workers/testing/token.ts";

/** The Worker of the tenant that uploads. */
export const uploadingWorker = "lagebild-ingest-extern";

/**
 * All Workers together, as `npm start` runs them, behind the local entrance; where an address is given, with a second
 * provider that uploads to it. That one is reached by its name.
 */
export const startStack = async (uploadUrl?: string) => {
  const { ingest, gematik } = testSecrets();
  const uploading =
    uploadUrl === undefined
      ? []
      : [{ configPath: "wrangler.toml", env: "extern", vars: { ...ingest, UPLOAD_URL: uploadUrl } }];
  const harness = createTestHarness({
    workers: [
      { configPath: "workers/local/wrangler.toml", vars: gematik },
      { configPath: "wrangler.toml", vars: ingest },
      { configPath: "workers/gematik/wrangler.toml", vars: gematik },
      ...uploading,
    ],
  });
  const { url } = await harness.listen();
  await harness.getWorker("lagebild-ingest").applyD1Migrations("PROVIDER");
  await harness.getWorker("lagebild-gematik").applyD1Migrations("GEMATIK_DB");
  if (uploadUrl !== undefined) await harness.getWorker(uploadingWorker).applyD1Migrations("PROVIDER");
  return { harness, url };
};

export type Stack = Awaited<ReturnType<typeof startStack>>;

/** Calls the entrance as a role. */
export const callAs = async (stack: Stack, path: string, init: WishedRequest = {}): Promise<Response> =>
  await fetch(new URL(path, stack.url), asRequested(init));

/** Registers devices as active contracts; gives the answer's status. */
export const registerDevices = async (stack: Stack, devices: readonly SimulatedConnector[]): Promise<number> => {
  const headers = { "content-type": "text/csv" };
  const body = registerCsv(devices);
  return (await callAs(stack, "/ingest/v1/contracts", { method: "POST", role: "operator", headers, body })).status;
};

/** Posts a device's report of today by the door that it uses; gives the answer's status. */
export const postReport = async (stack: Stack, device: SimulatedConnector, now: Date, variant = 0): Promise<number> => {
  const document = operatingDataXml(device, now, variant);
  const isSoap = device.door === "soap";
  const answer = await callAs(stack, isSoap ? "/ingest/ProvisioningService" : "/ingest/v1/operating-data", {
    method: "POST",
    role: "connector",
    headers: { "content-type": isSoap ? "text/xml" : "application/xml", soapaction: '"urn:#sendDataOperation"' },
    body: isSoap ? sendDataEnvelope(document) : document,
  });
  return answer.status;
};
