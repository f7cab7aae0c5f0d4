import { beforeAll, describe, expect, test } from "vitest";
import { aMessage, call, deliver, prepareDatabase, today } from "./a-message.ts";

beforeAll(async () => {
  await prepareDatabase();
  const practices = Array.from({ length: 7 }, (_, index) => aMessage(index + 1));
  const pharmacies = Array.from({ length: 3 }, (_, index) =>
    aMessage(index + 100, { siteType: "APOTHEKE", online: false }),
  );
  const yesterday = Array.from({ length: 5 }, (_, index) =>
    aMessage(index + 200, { day: "2026-11-22", firmware: "5.0.4" }),
  );
  await deliver([...practices, ...pharmacies, ...yesterday]);
});

interface Answer {
  readonly groupBy: string[];
  readonly coverage: unknown;
  readonly rows: Record<string, unknown>[];
}

const ask = async (query: string): Promise<Answer> => {
  const answer = await call(`/v1/aggregates/fleet?${query}`, { role: "analyst" });
  expect(answer.status).toBe(200);
  return await answer.json();
};

describe("the cube fleet", () => {
  test("counts today if no day is named", async () => {
    expect(await ask("")).toEqual({
      cube: "fleet",
      from: today,
      to: today,
      groupBy: [],
      coverage: { tenantsReporting: 1, tenantsKnown: 2 },
      rows: [{ count: 10 }],
    });
  });

  test("hides counts below five unless they are asked for exactly", async () => {
    expect((await ask("groupBy=siteType")).rows).toEqual([
      { siteType: "APOTHEKE", count: null },
      { siteType: "ARZTPRAXIS", count: 7 },
    ]);
    expect((await ask("groupBy=siteType&exact=true")).rows).toContainEqual({ siteType: "APOTHEKE", count: 3 });
  });

  test("gives exact counts only with the scope for them", async () => {
    const statusOf = async (query: string) =>
      (await call(`/v1/aggregates/fleet?${query}`, { role: "analyst-without-scope" })).status;
    expect([await statusOf("exact=false"), await statusOf("exact=true")]).toEqual([200, 403]);
  });

  test("adds the day to groupBy when the range has several", async () => {
    const { groupBy, rows } = await ask("from=2026-11-22&to=2026-11-23");
    expect(groupBy).toEqual(["day"]);
    expect(rows).toEqual([
      { day: "2026-11-22", count: 5 },
      { day: "2026-11-23", count: 10 },
    ]);
  });

  test("filters by any dimension", async () => {
    expect((await ask("filter[siteType]=ARZTPRAXIS&filter[onlineTi]=Online")).rows).toEqual([{ count: 7 }]);
    expect((await ask("filter[onlineTi]=Offline&exact=true")).rows).toEqual([{ count: 3 }]);
  });

  test("groups by product in all its parts", async () => {
    expect(
      (await ask("groupBy=tenant,vendor,product,hardware,firmware,productTypeVersion,onlineTi,onlineSis")).rows[1],
    ).toEqual({
      tenant: "demo",
      vendor: "KOCOC",
      product: "kocobox",
      hardware: "2.0.0",
      firmware: "5.1.8",
      productTypeVersion: "5.1.0",
      onlineTi: "Online",
      onlineSis: "Online",
      count: 7,
    });
  });

  test("comes as CSV with comma, CRLF and without BOM", async () => {
    const answer = await call("/v1/aggregates/fleet?groupBy=siteType&format=csv", { role: "analyst" });
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(await answer.text()).toBe("siteType,count\r\nAPOTHEKE,\r\nARZTPRAXIS,7\r\n");
  });

  test("comes as Prometheus text without the hidden counts", async () => {
    const answer = await call("/v1/aggregates/fleet?groupBy=siteType&format=prometheus", { role: "analyst" });
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(await answer.text()).toMatch(
      /^# HELP .*\n# TYPE lagebild_fleet gauge\nlagebild_fleet\{siteType="ARZTPRAXIS"\} 7\n$/,
    );
  });

  test.each([
    "groupBy=iccsn",
    "filter[contractId]=1",
    "filter=x",
    "unknown=1",
    "from=2026-13-01",
    "from=2026-11-24&to=2026-11-23",
  ])("refuses %s and names what there is", async (query) => {
    const answer = await call(`/v1/aggregates/fleet?${query}`, { role: "analyst" });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  test("an empty day has no rows", async () => {
    expect((await ask("from=2026-01-01&to=2026-01-01")).rows).toEqual([]);
  });
});

describe("the page Lage", () => {
  test("shows the API's numbers and hides the same cells", async () => {
    const page = await (await call("/", { role: "analyst", headers: { accept: "text/html" } })).text();
    expect(page).toContain('<div class="value">10</div>');
    expect(page).toContain("Apotheke");
    expect(page).toContain("unterdrückt");
    expect(page).not.toMatch(/<script|style=/);
  });

  test("sends a browser without session to the sign-in page, and lets it in with the analyst's token", async () => {
    const first = await call("/", { headers: { accept: "text/html" } });
    expect([first.status, first.headers.get("location")]).toEqual([303, "/sign-in"]);
    const form = new URLSearchParams({ token: "test-token-analyst" });
    const signedIn = await call("/sign-in", { method: "POST", body: form });
    expect(signedIn.status).toBe(303);
    const cookie = signedIn.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const page = await call("/", { headers: { accept: "text/html", cookie: cookie.split(";")[0] ?? "" } });
    expect(page.status).toBe(200);
  });

  test("a token of another role does not open it", async () => {
    const form = new URLSearchParams({ token: "test-token-tenant" });
    expect((await call("/sign-in", { method: "POST", body: form })).status).toBe(403);
  });

  test("links go through the gateway's prefix", async () => {
    const page = await call("/", { role: "analyst", headers: { "x-forwarded-prefix": "/gematik" } });
    expect(await page.text()).toContain('href="/gematik/style.css"');
    const odd = await call("/", { role: "analyst", headers: { "x-forwarded-prefix": '//evil.example/"><' } });
    expect(await odd.text()).toContain('href="/style.css"');
  });
});
