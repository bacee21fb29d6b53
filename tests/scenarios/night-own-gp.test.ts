import { mainPatient } from "@wijkverband/server";
import { describe, expect, test } from "vitest";
import { transfer, willem } from "../transfer.ts";
import { useDemo } from "../use-demo.ts";

/** What the doctor at night reads as the own huisarts, and whom the page lets her call. The document still has what Eva offered for these weeks. */
describe("the own huisarts on the night page", () => {
  const demo = useDemo();

  const page = async (): Promise<string> => {
    const { status, text } = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", { resourceType: "Parameters", parameter: [{ name: "identifier", valueIdentifier: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value: willem } }] }, { accept: "text/html" });
    expect(status).toBe(200);
    return text;
  };
  const callNow = (html: string): string => /<ul class="call-now">.*?<\/ul>/s.exec(html)?.[0] ?? "";

  test("at first her own numbers are among those to call", async () => {
    expect(callNow(await page())).toMatch(/Eva Fictief.*00 12/s);
  });

  test("responsible-gp: another vaste huisarts is shown at once, and who was it before isn't called at night any more", async () => {
    const gp = { name: "gp", valueReference: { reference: "PractitionerRole/bas-verzonnen-huisarts" } };
    expect((await demo.ask("doktersassistent", "POST", `${mainPatient}/$assign-gp`, { resourceType: "Parameters", parameter: [gp] })).status).toBe(200);
    const html = await page();
    expect(callNow(html)).toContain("Bas Verzonnen");
    expect(callNow(html)).not.toMatch(/Eva Fictief|00 00 12|00 00 13/);
    expect(html).toContain("let op: dit geldt niet meer");
  });

  test("responsible-gp: who moved is never answered by the former huisarts at night", async () => {
    expect((await transfer(demo, "huisarts-elders")).status).toBe(202);
    const html = await page();
    expect(callNow(html)).toContain("E. Huisarts");
    expect(callNow(html)).not.toMatch(/Fictief|Verzonnen|00 00 12|00 00 13/);
    expect(html).toContain("let op: dit geldt niet meer");
  });
});
