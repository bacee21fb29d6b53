/// <reference lib="dom" />
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { NightAnswer } from "@wijkverband/care";
import { nightPageCsp, renderNightPage } from "../../packages/facade/src/night-page/render.ts";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listTexts } from "../night-page/list-texts.ts";
import { bsn, changedAnswer, conflictAnswer, homeAccess, nightAnswer, noneAnswer, staleAnswer } from "../people/night-answer.ts";

/** The night page in a real browser: what a doctor gets on a phone, at a desk and on paper. Needs a Chromium: apt-get install chromium, or CHROMIUM=<path>. */
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const present = existsSync(executablePath);
if (!present) console.error(`SKIPPED: the night page in a browser, because there is no Chromium at ${executablePath} (set CHROMIUM)`);

const nights: readonly (readonly [name: string, answer: NightAnswer])[] = [
  ["a current handover", nightAnswer({ homeAccess: [homeAccess] })],
  ["a changed handover", changedAnswer()],
  ["a handover out of date", staleAnswer()],
  ["no handover", noneAnswer()],
  ["contradicting limits", conflictAnswer()],
];
const screens = [
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1366, height: 768 },
] as const;

describe.skipIf(!present)("the night page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
  });
  afterAll(async () => browser?.close());

  /** Opens the page as the facade would answer it, with its Content-Security-Policy; nothing leaves the machine. */
  async function open(answer: NightAnswer, size: { readonly width: number; readonly height: number }, colorScheme: "light" | "dark" = "light", bypassCSP = false): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: size.width, height: size.height }, colorScheme, bypassCSP });
    const body = renderNightPage(answer, { language: "nl", nonce: "c3R5bGU=" });
    await page.route("**/*", (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8", headers: { "content-security-policy": nightPageCsp("c3R5bGU=") } }));
    await page.goto("http://night.test/");
    return page;
  }

  describe.each(nights)("%s", (_name, answer) => {
    test.each([{ ...screens[0], scheme: "light" }, { ...screens[1], scheme: "light" }, { ...screens[0], scheme: "dark" }] as const)("has no accessibility violation on a $name in $scheme", async ({ width, height, scheme }) => {
      const page = await open(answer, { width, height }, scheme, true);
      await page.addScriptTag({ path: createRequire(fileURLToPath(import.meta.url)).resolve("axe-core") });
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
        const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      });
      await page.close();
      expect(violations).toEqual([]);
    });

    test("never scrolls sideways on the narrowest phone", async () => {
      const page = await open(answer, { width: 360, height: 740 });
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
      await page.close();
      expect(content).toBeLessThanOrEqual(screen);
    });

    test("fits on two sheets of A4", async () => {
      const page = await open(answer, screens[1]);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      await page.close();
      const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
      expect(sheets).toBeGreaterThan(0);
      expect(sheets).toBeLessThanOrEqual(2);
    });

    test("lets the keyboard reach every link, shows where it is, and gives it room for a finger", async () => {
      const page = await open(answer, screens[0]);
      const links = await page.locator("a").count();
      const reached: { readonly href: string | null; readonly outline: string; readonly height: number; readonly width: number }[] = [];
      for (let step = 0; step < links; step++) {
        await page.keyboard.press("Tab");
        reached.push(
          await page.evaluate(() => {
            const at = document.activeElement;
            const box = at?.getBoundingClientRect();
            return { href: at?.getAttribute("href") ?? null, outline: at === null ? "" : getComputedStyle(at).outlineStyle, height: box?.height ?? 0, width: box?.width ?? 0 };
          }),
        );
      }
      const all = await page.locator("a").evaluateAll((found) => found.map((link) => link.getAttribute("href")));
      await page.close();
      expect(reached.map(({ href }) => href)).toEqual(all);
      expect(reached.filter(({ outline }) => outline === "none")).toEqual([]);
      expect(reached.filter(({ height, width }) => height < 24 || width < 24)).toEqual([]);
    });
  });

  test("the style survives its own Content-Security-Policy, and no script would", async () => {
    const page = await open(nightAnswer(), screens[1]);
    const ground = await page.evaluate(() => getComputedStyle(document.querySelector(".banner") ?? document.body).borderTopStyle);
    const blocked = await page.addScriptTag({ content: "globalThis.ran = true" }).then(() => page.evaluate(() => "ran" in globalThis), () => false);
    await page.close();
    expect(ground).toBe("solid");
    expect(blocked).toBe(false);
  });

  test("the banner and the first limit are on the first screen of a desktop, changed or not", async () => {
    for (const answer of [nightAnswer(), changedAnswer(), conflictAnswer()]) {
      const page = await open(answer, screens[1]);
      const bottom = await page.locator(".verdict").first().evaluate((verdict) => verdict.getBoundingClientRect().bottom);
      await page.close();
      expect(bottom).toBeLessThan(768);
    }
  });

  test("a key code is on the screen and never on paper", async () => {
    const page = await open(changedAnswer(), screens[1]);
    const code = page.getByText("4711");
    expect(await code.isVisible()).toBe(true);
    await page.emulateMedia({ media: "print" });
    expect(await code.isVisible()).toBe(false);
    expect(await page.locator(".banner-title").isVisible()).toBe(true);
    await page.close();
  });

  test("every text of the document can be read on the page, and the BSN cannot", async () => {
    const answer = changedAnswer();
    const page = await open(answer, screens[1]);
    const shown = (await page.locator("body").textContent())?.replaceAll(/\s+/g, " ") ?? "";
    await page.close();
    const missing = listTexts(answer.document).filter((text) => !shown.includes(text.replaceAll(/\s+/g, " ")));
    expect(missing).toEqual([]);
    expect(listTexts(answer.document).length).toBeGreaterThan(80);
    expect(shown).not.toContain(bsn);
  });
});
