import { printPolicy } from "@wijkverband/policy";
import { describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";

describe("wijkverband policy print", () => {
  test("prints the page that a privacy officer signs, in Dutch, with the bases that count in the region", async () => {
    expect(await runCli(["policy", "print"], { BASES: "consent,break-glass" })).toEqual({ code: 0, out: printPolicy("nl", ["consent", "break-glass"]), error: "" });
  });

  test("and in English; without bases of its own a region has consent and addressing", async () => {
    const { out } = await runCli(["policy", "print", "--language", "en"]);
    expect(out).toBe(printPolicy("en", ["consent", "addressed"]));
    expect(out).toContain("| consent | consent of the patient | yes |");
    expect(out).toContain("| break-glass | emergency access | no |");
  });

  test("says what is wrong with a language or a basis that it doesn't know", async () => {
    const language = await runCli(["policy", "print", "--language", "fr"]);
    expect([language.code, language.out]).toEqual([1, ""]);
    expect(language.error).toContain("nl, en");
    const bases = await runCli(["policy", "print"], { BASES: "goodwill" });
    expect([bases.code, bases.out]).toEqual([1, ""]);
    expect(bases.error).toContain("BASES");
  });
});
