import { writeHardenedXml } from "@lagebild/operating-data";
import { type Deliver, type HandedOver, handedOver } from "./transport.ts";

/** Where contentUploadXML is, and who we are there. */
export interface UploadTarget {
  readonly url: string;
  /** CI-ID of the product instance (A_17764), `CI-nnnnnnn`. */
  readonly ci: string;
  /** gematik's own interface knows no client authentication; Lagebild's wants the token of role `uploader`. */
  readonly token: string | undefined;
}

export interface UploadPorts {
  readonly fetch: (url: string, request: RequestInit) => Promise<Response>;
  /** Writes that gematik has the record. */
  readonly noteConfirmed: (record: HandedOver) => Promise<void>;
  readonly logRefusal: (status: number) => void;
}

/** The answer was not 200: nothing was stored, and the same upload may be repeated (A_23107). */
export class UploadRefused extends Error {
  override readonly name = "UploadRefused";
}

const answerWithinMs = 30_000;

/**
 * By I_OpsData_Update::contentUploadXML (A_23107, Tab_I_OpsData_Update_003): one document a request, in the hardened
 * schema (A_23105). Status 200 is the receipt; anything else, and no answer, means once more.
 */
export const uploadTransport =
  ({ url, ci, token }: UploadTarget, { fetch, noteConfirmed, logRefusal }: UploadPorts): Deliver =>
  async (message, sentAt) => {
    const { day, recordId, revision, record } = message;
    const answer = await fetch(url, {
      method: "POST",
      // Who redirects us does not store anything, and we send a record to nobody but gematik.
      redirect: "manual",
      signal: AbortSignal.timeout(answerWithinMs),
      headers: {
        "content-type": 'text/xml; charset="utf-8"',
        "accept-encoding": "gzip, deflate",
        CI: ci,
        "Lagebild-Record": `${day};${recordId};${revision}`,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      // As bytes, so that Content-Length is known.
      body: new TextEncoder().encode(writeHardenedXml(record)),
    });
    await answer.body?.cancel();
    if (answer.status !== 200) {
      logRefusal(answer.status);
      throw new UploadRefused("contentUploadXML did not answer with 200");
    }
    await noteConfirmed(handedOver(message, sentAt));
    return "confirmed";
  };
