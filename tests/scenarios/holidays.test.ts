import { describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import { auditEventsOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const demo = useDemo();

/** Runs the command on the demo's folder, while the demo serves it. */
const run = (...more: readonly string[]) => runCli(["holidays", ...more], { DATA_DIR: demo.dataDir, PUBLIC_URL: demo.url });

/** By which rule somebody answers for Willem (by day that is his locum), and on what it rests. */
async function answerAt(at: string): Promise<{ readonly rule: string | undefined; readonly evidence: readonly (string | undefined)[] }> {
  const { body } = await demo.ask("huisarts", "GET", `Patient/willem-voorbeeld/$responsible-gp?at=${encodeURIComponent(at)}`);
  const named = (name: string) => (body.parameter ?? []).filter((each) => each.name === name);
  return { rule: named("rule")[0]?.valueCode, evidence: named("evidence").map(({ valueReference }) => valueReference?.reference) };
}

const liberation = "2027-05-05T12:00:00+02:00";
const boxingDay = "2028-12-26T12:00:00+01:00";

describe("a post and its holidays", () => {
  test("shows what counts until somebody confirms, and writes nothing", async () => {
    const before = storedCounts(demo);
    const shown = await run("spoedpost-modelregio", "--year", "2027", "--add", "2027-05-05=Bevrijdingsdag");
    expect(shown).toMatchObject({ code: 0, error: "" });
    expect(shown.out).toContain("2027-05-05  Wed  Bevrijdingsdag\n2027-05-06  Thu");
    expect(shown.out).toContain("2027 isn't confirmed yet");
    expect(storedCounts(demo)).toEqual(before);
    expect((await answerAt(liberation)).rule).toBe("patient-cover");
  });

  test("confirms its list, and from then on just that counts, on that version of its service", async () => {
    const events = auditEventsOf(demo).length;
    const confirmed = await run("hours-spoedpost-modelregio", "--year", "2027", "--add", "2027-05-05=Bevrijdingsdag", "--remove", "2027-05-17", "--confirm");
    expect(confirmed).toMatchObject({ code: 0, error: "" });
    expect(confirmed.out).toContain("confirmed for 2027");
    expect(auditEventsOf(demo)).toHaveLength(events + 1);
    const answer = await answerAt(liberation);
    expect(answer.rule).toBe("anw-post");
    expect(answer.evidence).toContain("HealthcareService/hours-spoedpost-modelregio/_history/2");
    expect((await answerAt("2027-05-17T12:00:00+02:00")).rule).toBe("patient-cover");
    expect((await answerAt("2027-05-17T20:00:00+02:00")).rule).toBe("anw-post");
  });

  test("confirms the same again, and nothing is written", async () => {
    const before = storedCounts(demo);
    const again = await run("spoedpost-modelregio", "--year", "2027", "--confirm");
    expect(again).toMatchObject({ code: 0, error: "" });
    expect(again.out).toContain("2027 was confirmed already");
    expect(storedCounts(demo)).toEqual(before);
  });

  test("has the public holidays of a year that nobody confirmed, listed or not", async () => {
    expect((await answerAt(boxingDay)).rule).toBe("anw-post");
    expect((await run("spoedpost-modelregio", "--year", "2028")).out).toContain("2028-12-26  Tue");
  });

  test.each([
    [["spoedpost-modelregio", "--year", "2027", "--add", "2026-05-05=Bevrijdingsdag"], "2026-05-05 is no date of 2027"],
    [["spoedpost-modelregio", "--year", "2027", "--add", "Bevrijdingsdag"], "a date and a name"],
    [["praktijk-voorbeeldstraat", "--year", "2027"], "the directory has no anw service praktijk-voorbeeldstraat"],
  ])("%j is refused, and nothing is written", async (asked, text) => {
    const before = storedCounts(demo);
    expect(await run(...asked, "--confirm")).toMatchObject({ code: 1, error: expect.stringContaining(text) as string });
    expect(storedCounts(demo)).toEqual(before);
  });
});
