import { existsSync, mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { simulatedConnector } from "@lagebild/simulator";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tokenOf } from "../workers/testing/token.ts";
import { type Stack, callAs, postReport, registerDevices, startStack } from "./stack.ts";

const executablePath = process.env["LAGEBILD_CHROMIUM"] ?? "/usr/bin/chromium";
const isThere = existsSync(executablePath);
if (!isThere && process.env["CI"] === "true") throw new Error("chromium is missing: .ci/run installs it");
if (!isThere) console.warn("ÜBERSPRUNGEN: chromium fehlt, die Seiten werden nicht geprüft (apt-get install chromium)");

let stack: Stack;
let browser: Browser;

describe.skipIf(!isThere)("in a browser", () => {
  beforeAll(async () => {
    stack = await startStack();
    await fillFleet();
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
    });
  });

  afterAll(async () => {
    await browser.close();
    await stack.harness.close();
  });

  test.each(["light", "dark"] as const)(
    "start page, sign-in and Lage are accessible and free of script (%s)",
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
      await page.goto(stack.url.href);
      await inspect(page, `start-${colorScheme}`);
      await page.goto(new URL("/gematik/", stack.url).href);
      expect(new URL(page.url()).pathname).toBe("/gematik/sign-in");
      await inspect(page, `sign-in-${colorScheme}`);
      await page.getByLabel("Token").fill(tokenOf("analyst"));
      await page.getByRole("button", { name: "Anmelden" }).click();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Lage");
      await inspect(page, `lage-${colorScheme}`);
      await page.getByRole("button", { name: "Abmelden" }).click();
      expect(new URL(page.url()).pathname).toBe("/gematik/sign-in");
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test("the pages fit a narrow window without scrolling sideways", async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await page.goto(new URL("/gematik/sign-in", stack.url).href);
    await page.getByLabel("Token").fill(tokenOf("analyst"));
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.getByRole("heading", { name: "Lage" }).waitFor();
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow).toBe(0);
    await keepPicture(page, "lage-narrow");
    await page.close();
  });
});

/** Axe finds nothing, and a picture is kept where LAGEBILD_PICTURES names a folder. */
const inspect = async (page: Page, name: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  expect(await page.locator("script").count()).toBe(0);
  await keepPicture(page, name);
};

const keepPicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["LAGEBILD_PICTURES"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

const fillFleet = async (): Promise<void> => {
  const devices = Array.from({ length: 80 }, (_, index) => simulatedConnector(1, index));
  await registerDevices(stack, devices);
  const now = new Date();
  await Promise.all(devices.map(async (device) => await postReport(stack, device, now)));
  await vi.waitFor(
    async () => {
      const metrics = await (await callAs(stack, "/gematik/metrics", { role: "monitor" })).text();
      expect(metrics).toContain('lagebild_records_today{tenant="demo"} 80');
    },
    { timeout: 15_000, interval: 200 },
  );
};
