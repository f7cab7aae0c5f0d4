import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { call, prepareDatabase } from "./a-report.ts";

beforeAll(prepareDatabase);

const post = async (body: BodyInit, type = "text/csv") => {
  const answer = await call("/v1/contracts", {
    method: "POST",
    role: "operator",
    headers: { "content-type": type },
    body,
  });
  return { status: answer.status, body: await answer.json<Record<string, unknown>>() };
};

const contract = async (id: string) =>
  await env.PROVIDER.prepare("SELECT * FROM contract WHERE contract_id = ?").bind(id).first();

describe("a register as CSV", () => {
  test("is imported, and a second time unchanged", async () => {
    const csv =
      'contractId,siteType,status,partner,email\r\n=1+1,ARZTPRAXIS,active,"Praxis, Dr. A",a@example.org\r\n@b#?,APOTHEKE,,,\r\n';
    expect(await post(csv)).toEqual({ status: 200, body: { imported: 2, unchanged: 0, rejected: [] } });
    expect(await post(csv)).toEqual({ status: 200, body: { imported: 0, unchanged: 2, rejected: [] } });
    expect(await contract("=1+1")).toMatchObject({ partner: "Praxis, Dr. A", status: "active" });
  });

  test("may have semicolons, a BOM and columns in any order", async () => {
    expect((await post("\uFEFFsiteType;contractId\nMVZ;semikolon.1\n")).body).toMatchObject({ imported: 1 });
  });

  test("keeps what a shorter delivery does not name (A_22510)", async () => {
    await post("contractId,siteType,status,partner\nkurz.1,MVZ,blocked,MVZ Nord\n");
    await post("contractId,siteType\nkurz.1,KRANKENHAUS\n");
    expect(await contract("kurz.1")).toMatchObject({
      site_type: "KRANKENHAUS",
      partner: "MVZ Nord",
      status: "blocked",
    });
  });

  test("reports broken lines by number and reason and imports the good ones", async () => {
    const csv = [
      "contractId,siteType,email",
      "gut.1,ARZTPRAXIS,a@example.org",
      "mit leerzeichen,ARZTPRAXIS,",
      "gut.2,PRAXIS,",
      "gut.3,ARZTPRAXIS",
      'gut.4,ARZT"PRAXIS,',
      "gut.5,APOTHEKE,keine-adresse",
      "gut.6,APOTHEKE,",
    ].join("\n");
    const { status, body } = await post(csv);
    expect(status).toBe(200);
    expect(body).toEqual({
      imported: 2,
      unchanged: 0,
      rejected: [
        { line: 3, reason: "contractId fehlt oder enthält unzulässige Zeichen" },
        { line: 4, reason: "siteType ist keine bekannte Betriebsstättenart" },
        { line: 5, reason: "2 statt 3 Felder" },
        { line: 6, reason: "Anführungszeichen nicht paarweise" },
        { line: 7, reason: "email ist keine E-Mail-Adresse" },
      ],
    });
  });

  test("loses no line to a stray quote before it, and numbers lines as an editor does", async () => {
    const csv = [
      "contractId,siteType,partner",
      'offen.1,MVZ,"offen',
      "offen.2,MVZ,",
      'offen.3,MVZ,"a"b',
      'offen.4,MVZ, "Praxis A"',
      'offen.5,NOPE,"eins',
      "zwei",
      'drei"',
      'offen.6,MVZ,"Praxis ""Nord""',
      'am Markt"',
      ...Array.from({ length: 30 }, (_, index) => `offen.x${index},MVZ,`),
    ].join("\r\n");
    const { body } = await post(csv);
    expect(body).toEqual({
      imported: 32,
      unchanged: 0,
      rejected: [
        { line: 2, reason: "Anführungszeichen nicht paarweise" },
        { line: 4, reason: "Anführungszeichen nicht paarweise" },
        { line: 5, reason: "Anführungszeichen nicht paarweise" },
        { line: 6, reason: "siteType ist keine bekannte Betriebsstättenart" },
      ],
    });
    expect(await contract("offen.6")).toMatchObject({ partner: 'Praxis "Nord" am Markt' });
  });

  test("does not take a stray quote many lines below for the end of an open one", async () => {
    const between = Array.from({ length: 12 }, (_, index) => `weit.${index},MVZ,`);
    const { body } = await post(
      ["contractId,siteType,partner", 'weit.a,MVZ,"a', ...between, 'weit.b,MVZ,b"'].join("\n"),
    );
    expect(body).toMatchObject({ imported: 12, rejected: [{ line: 2 }, { line: 15 }] });
  });

  test("may mix line ends", async () => {
    expect((await post("contractId,siteType\r\nmix.1,MVZ\nmix.2,MVZ\rmix.3,MVZ")).body).toMatchObject({ imported: 3 });
  });

  test("lists a thousand rejected lines and counts the rest, so that the answer stays small", async () => {
    const { body } = await post(`contractId,siteType\n${"x y,MVZ\n".repeat(2_500)}gut.9,MVZ\n`);
    const rejected = body["rejected"] as { line: number; reason: string }[];
    expect(rejected).toHaveLength(1_001);
    expect(rejected.at(-1)).toEqual({
      line: 1_002,
      reason: "ab hier 1500 weitere Zeilen abgewiesen; bitte zuerst die genannten berichtigen",
    });
    expect(body["imported"]).toBe(1);
  });

  test("takes 50,000 contracts at once", async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `viele.${index},ARZTPRAXIS`);
    expect((await post(`contractId,siteType\n${lines.join("\n")}`)).body).toMatchObject({
      imported: 50_000,
      rejected: [],
    });
  }, 20_000);

  test("refuses control characters", async () => {
    const { body } = await post("contractId,siteType,partner\nnul.1,MVZ,a\u0000b\n");
    expect(body["rejected"]).toEqual([{ line: 2, reason: "partner ist zu lang oder enthält Steuerzeichen" }]);
  });

  test.each([
    ["no header", "gut.7,ARZTPRAXIS\n"],
    ["an unknown column", "contractId,siteType,telefon\nx,MVZ,1\n"],
    ["nothing at all", ""],
  ])("with %s is refused as a whole", async (_name, csv) => {
    const { status, body } = await post(csv);
    expect(status).toBe(400);
    expect(body["detail"]).toContain("Die erste Zeile");
  });
});

describe("a register as NDJSON", () => {
  test("takes a list of ICCSNs and reports broken lines", async () => {
    const lines = [
      JSON.stringify({ contractId: "json.1", siteType: "SONSTIGE", iccsns: ["80276883110000000001"] }),
      "{kaputt",
      JSON.stringify({ contractId: "json.2", siteType: "SONSTIGE", unbekannt: 1 }),
    ];
    const { body } = await post(lines.join("\n"), "application/x-ndjson");
    expect(body).toEqual({
      imported: 1,
      unchanged: 0,
      rejected: [
        { line: 2, reason: "kein JSON-Objekt" },
        { line: 3, reason: "unbekannte Spalte oder unbekanntes Feld" },
      ],
    });
  });
});

test("the later of two lines for one contract counts", async () => {
  await post("contractId,siteType\ndoppelt,MVZ\ndoppelt,APOTHEKE\n");
  expect(await contract("doppelt")).toMatchObject({ site_type: "APOTHEKE" });
});

test.each([
  ["another content type", "x", "application/json", 415],
  ["more than 5 MiB", "x".repeat(5 * 1024 * 1024 + 1), "text/csv", 413],
  ["something that is not UTF-8", new Uint8Array([0xff, 0xfe, 0x41]), "text/csv", 400],
])("%s is refused", async (_name, body, type, status) => {
  expect((await post(body, type)).status).toBe(status);
});
