import { spawnSync } from "node:child_process";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { readHardenedXml } from "@lagebild/operating-data";

/** What the receiver has stored of a record: its latest revision. */
export interface StoredUpload {
  readonly revision: number;
  readonly document: string;
}

export interface UploadReceiver {
  readonly url: string;
  readonly stored: ReadonlyMap<string, StoredUpload>;
  /** What was wrong with requests that no specification allows; empty if all was well. */
  readonly complaints: readonly string[];
  /** Requests that were answered with anything but 200, or not at all. */
  readonly failures: () => number;
  readonly close: () => Promise<void>;
}

const path = "/I_OpsData_Update/contentUploadXML";
// The first uploads meet a receiver in trouble: each of these must lead to a repetition.
const troubles = [503, "cut off", 500, 400, 302, "cut off", 201] as const;

/** contentUploadXML as facts 2.2 describe it, on this machine, letter by letter; its first answers are errors. */
export const startUploadReceiver = async (): Promise<UploadReceiver> => {
  const stored = new Map<string, StoredUpload>();
  const complaints: string[] = [];
  let requests = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const document = await readBody(request);
    complaints.push(...complaintsAbout(request, document));
    const trouble = troubles[requests];
    requests += 1;
    if (trouble !== undefined) return fail(response, trouble);
    store(stored, String(request.headers["lagebild-record"]), document);
    response.writeHead(200).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    stored,
    complaints,
    failures: () => Math.min(requests, troubles.length),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
};

const fail = (response: ServerResponse, trouble: (typeof troubles)[number]): void => {
  if (trouble === "cut off") response.destroy();
  else response.writeHead(trouble, trouble === 302 ? { location: "/elsewhere" } : {}).end();
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

const store = (stored: Map<string, StoredUpload>, record: string, document: string): void => {
  const [day = "", recordId = "", revision = ""] = record.split(";");
  const key = `${day};${recordId}`;
  if ((stored.get(key)?.revision ?? 0) < Number(revision)) stored.set(key, { revision: Number(revision), document });
};

const complaintsAbout = ({ method, url, headers }: IncomingMessage, document: string): string[] =>
  [
    method === "POST" || `method ${method}`,
    url === path || `path ${url}`,
    headers["ci"] === "CI-0000001" || "CI",
    headers["content-type"] === 'text/xml; charset="utf-8"' || `Content-Type ${headers["content-type"]}`,
    headers["content-length"] === String(Buffer.byteLength(document)) || "Content-Length",
    headers["accept-encoding"] === "gzip, deflate" || `Accept-Encoding ${headers["accept-encoding"]}`,
    /^\d{4}-\d{2}-\d{2};[0-9a-f]{32};[1-9]\d*$/.test(String(headers["lagebild-record"])) || "Lagebild-Record",
    readHardenedXml(document).ok || "document not readable",
    !/OperatingSite>|UpdateMode/.test(document) || "document holds what the provider must take out",
    invalidBySchema(document),
  ].filter((complaint) => typeof complaint === "string");

/** Asks xmllint where gematik's schemas are at hand. */
const invalidBySchema = (document: string): string | true => {
  const schemas = process.env["LAGEBILD_SCHEMAS"];
  if (!schemas) return true;
  const schema = `${schemas}/vpnzugd/OperatingData_vpnzugd_hardened.xsd`;
  const run = spawnSync("xmllint", ["--nonet", "--noout", "--schema", schema, "-"], {
    input: document,
    encoding: "utf8",
  });
  return run.status === 0 || `invalid: ${run.stderr.slice(0, 200)}`;
};
