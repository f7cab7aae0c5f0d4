import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { readTransport } from "../src/transport-settings.ts";

const deployed = { local: false };
const bindings = { OPERATING_DATA: env.OPERATING_DATA, GEMATIK: env.GEMATIK };
const byQueue = { ...bindings, TENANT_TOKEN: "a-token-of-16-or-more" };
const byUpload = {
  TRANSPORT: "upload",
  UPLOAD_URL: "https://bde.example:8443/I_OpsData_Update/contentUploadXML",
  UPLOAD_CI: "CI-0000042",
};

describe("a tenant's transport", () => {
  test("is the queue unless it says otherwise", () => {
    expect(readTransport(byQueue, deployed)).toMatchObject({ kind: "queue", token: byQueue.TENANT_TOKEN });
    expect(readTransport({ ...byQueue, TRANSPORT: "queue" }, deployed)).toMatchObject({ kind: "queue" });
  });

  test("is the upload with an address and a number, with or without a token", () => {
    const { UPLOAD_URL: url, UPLOAD_CI: ci } = byUpload;
    expect(readTransport(byUpload, deployed)).toEqual({ kind: "upload", url, ci, token: undefined });
    expect(readTransport({ ...byUpload, UPLOAD_TOKEN: "a-token-of-16-or-more" }, deployed)).toEqual({
      kind: "upload",
      url,
      ci,
      token: "a-token-of-16-or-more",
    });
  });

  test.each(["OPERATING_DATA", "GEMATIK", "TENANT_TOKEN"])("by queue needs %s", (name) => {
    expect(() => readTransport({ ...byQueue, [name]: undefined }, deployed)).toThrow(name);
  });

  test.each(["OPERATING_DATA", "GEMATIK"] as const)("by upload has no binding %s", (name) => {
    expect(() => readTransport({ ...byUpload, [name]: bindings[name] }, deployed)).toThrow(name);
  });

  test.each([
    ["TRANSPORT", "post"],
    ["UPLOAD_CI", undefined],
    ["UPLOAD_CI", "CI-123456"],
    ["UPLOAD_CI", "CI-00000421"],
    ["UPLOAD_TOKEN", "short"],
    ["UPLOAD_TOKEN", "a token of more than 16"],
    ["UPLOAD_URL", undefined],
    ["UPLOAD_URL", "/I_OpsData_Update/contentUploadXML"],
    ["UPLOAD_URL", "http://bde.example/"],
    ["UPLOAD_URL", "https://192.0.2.1/"],
    ["UPLOAD_URL", "https://[2001:db8::1]/"],
    ["UPLOAD_URL", "https://user:secret@bde.example/"],
    ["UPLOAD_URL", "https://bde.example/#part"],
  ])("does not take %s = %s", (name, value) => {
    expect(() => readTransport({ ...byUpload, [name]: value }, deployed)).toThrow(name);
  });

  test("may go to this machine in local mode only", () => {
    const here = { ...byUpload, UPLOAD_URL: "http://127.0.0.1:8080/upload" };
    expect(readTransport(here, { local: true })).toMatchObject({ url: here.UPLOAD_URL });
    expect(() => readTransport(here, deployed)).toThrow("UPLOAD_URL");
  });

  test("is never quoted when it is wrong", () => {
    const secret = { ...byUpload, UPLOAD_URL: "https://user:secret@bde.example/" };
    expect(() => readTransport(secret, deployed)).toThrow(expect.not.stringContaining("secret"));
  });
});
