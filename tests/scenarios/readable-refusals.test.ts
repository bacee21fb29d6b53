import { mainPatient } from "@wijkverband/server";
import type { OperationOutcomeIssue } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import type { Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const issueOf = ({ body }: Answer): OperationOutcomeIssue | undefined => body.issue?.[0];
const patient = mainPatient;

describe("a refusal says where, and what to send instead", () => {
  const demo = useDemo();

  test.each([
    ["an unknown parameter of a read", `${patient}?schoenmaat=43`, "http.schoenmaat"],
    ["a summary of no known kind", `${patient}?_summary=kort`, "http._summary"],
    ["an element that isn't there", `${patient}?_elements=schoenmaat`, "http._elements"],
    ["an unknown parameter of a history", `${patient}/_history?schoenmaat=43`, "http.schoenmaat"],
    ["an instant that is none", `${patient}/_history?_since=gisteren`, "http._since"],
  ])("%s is named by its place", async (_what, path, place) => {
    const answer = await demo.ask("huisarts", "GET", path);
    expect(answer.status).toBe(400);
    expect(issueOf(answer)?.expression).toEqual([place]);
  });

  test("a code that isn't in a short value set is answered with the codes that are", async () => {
    const answer = await demo.ask("huisarts", "POST", "Observation", { resourceType: "Observation", status: "bijna", code: { text: "pijn" }, subject: { reference: patient } });
    expect(issueOf(answer)?.diagnostics).toMatch(/ValueSet\/observation-status: amended, .*, final, /);
  });

  test("a summary that brings nothing along is refused at its parameter", async () => {
    const answer = await demo.ask("huisarts", "GET", "Consent?_summary=text&_include=Consent:actor");
    expect(answer.status).toBe(400);
    expect(issueOf(answer)?.expression).toEqual(["http._summary"]);
  });

  test("a body that is too large is told how large it may be", async () => {
    const answer = await demo.ask("huisarts", "POST", "Observation", " ".repeat(5 * 1024 * 1024 + 1));
    expect(answer.status).toBe(413);
    expect(issueOf(answer)?.diagnostics).toBe("the body is larger than the 5120 kB that go here");
  });

  test("a patch in an unknown form is told the forms of a patch", async () => {
    const answer = await demo.ask("huisarts", "PATCH", patient, {}, { "Content-Type": "application/merge-patch+json", "If-Match": 'W/"1"' });
    expect(answer.status).toBe(415);
    expect(issueOf(answer)?.diagnostics).toContain("application/json-patch+json");
  });

  test("another version of FHIR is told which is spoken", async () => {
    const answer = await demo.ask("huisarts", "GET", patient, undefined, { Accept: "application/fhir+json; fhirVersion=5.0" });
    expect(answer.status).toBe(406);
    expect(issueOf(answer)?.diagnostics).toContain("FHIR 4.0");
  });

  test("a status that no Subscription has is refused, not answered with none", async () => {
    const answer = await demo.ask("huisarts", "GET", "Subscription/$status?status=banaan");
    expect(answer.status).toBe(400);
    expect(issueOf(answer)).toMatchObject({ expression: ["Parameters.parameter.where(name='status')"], diagnostics: "is one of requested, active, error, off" });
  });

  test("the self link of a lenient search holds what was searched by, and no more", async () => {
    const answer = await demo.ask("huisarts", "GET", `Consent?schoenmaat=43&patient=${patient}&_count=2`, undefined, { Prefer: "handling=lenient" });
    expect(answer.body.link?.find(({ relation }) => relation === "self")?.url).toMatch(/\/Consent\?patient=Patient%2Fwillem-voorbeeld&_count=2$/);
  });
});
