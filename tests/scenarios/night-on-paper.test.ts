import { mainBsn, mainPatient } from "@wijkverband/server";
import type { AuditEvent } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { readPdf } from "../night-page/pdf-text.ts";
import { byBsn } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const handover = "Patient/$palliative-handover";
const paper = { accept: "application/pdf" };

describe("the post prints the night page", () => {
  const demo = useDemo();

  const lastEvent = async (): Promise<AuditEvent> => {
    let last = "";
    for await (const { json } of demo.runtime.house.store.auditChain()) last = json;
    return JSON.parse(last) as AuditEvent;
  };

  test.each([
    ["by number", () => demo.ask("post-huisarts", "POST", handover, byBsn(mainBsn), paper)],
    ["by address", () => demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`, undefined, paper)],
    ["by _format", () => demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover?_format=application/pdf`)],
    ["by _format, short", () => demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover?_format=pdf`)],
  ] as const)("asked %s it is a PDF that nobody keeps, under a name that names nobody", async (_how, ask) => {
    const { status, headers, text } = await ask();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/pdf");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-disposition")).toBe('inline; filename="palliatieve-overdracht.pdf"');
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(text.startsWith("%PDF-1.7")).toBe(true);
    expect(text.trimEnd().endsWith("%%EOF")).toBe(true);
  });

  test("in English for who prefers that", async () => {
    const { headers, text } = await demo.ask("post-huisarts", "POST", handover, byBsn(mainBsn), { ...paper, "accept-language": "en" });
    expect(headers.get("content-disposition")).toBe('inline; filename="palliative-handover.pdf"');
    expect(text).toContain("/Lang (en)");
  });

  test("the same instant gives the same bytes", async () => {
    const [first, second] = [await demo.ask("post-huisarts", "POST", handover, byBsn(mainBsn), paper), await demo.ask("post-huisarts", "POST", handover, byBsn(mainBsn), paper)];
    expect(first.text).toBe(second.text);
  });

  test("the log says of paper what it says of the screen", async () => {
    const events: AuditEvent[] = [];
    for (const accept of ["text/html", "application/pdf"]) {
      await demo.ask("post-huisarts", "POST", handover, byBsn(mainBsn), { accept });
      events.push(await lastEvent());
    }
    const [screen, sheet] = events.map(({ type, subtype, action, outcome, agent, entity = [] }) => ({ type, subtype, action, outcome, agent, about: entity.filter(({ what }) => what?.reference !== undefined) }));
    expect(sheet).toEqual(screen);
    expect(screen?.about.length).toBeGreaterThan(1);
  });

  test("home-access: who may visit doesn't get the way in on paper either", async () => {
    const screen = await demo.ask("post-huisarts", "POST", handover, byBsn(mainBsn), { accept: "text/html" });
    const code = /class="access-item"><p class="said big">([^<]+)</.exec(screen.text)?.[1];
    expect(code).toBeDefined();
    const response = await fetch(`${demo.url}/fhir/${handover}`, { method: "POST", headers: { ...paper, authorization: `Bearer ${await demo.token("post-huisarts")}`, "content-type": "application/fhir+json" }, body: JSON.stringify(byBsn(mainBsn)) });
    const shown = readPdf(Buffer.from(await response.arrayBuffer())).drawn.map(({ text }) => text).join(" ");
    expect(shown).toContain("Staat bewust niet op papier. Kijk op het scherm.");
    expect(shown).not.toContain(code);
    for (const word of code?.match(/\p{L}{8,}/gu) ?? []) expect(shown).not.toContain(word);
  });

  test.each([
    ["no PDF of a patient", "GET", mainPatient, undefined, paper],
    ["no PDF of a search", "GET", "Consent?patient=willem-voorbeeld", undefined, paper],
    ["no PDF of who is responsible", "POST", "Patient/$responsible-gp", byBsn(mainBsn), paper],
    ["no PDF of the log", "GET", `${mainPatient}/$access-log`, undefined, paper],
    ["no PDF by _format where there is none", "GET", `${mainPatient}?_format=application/pdf`, undefined, {}],
    ["no image of the night page", "POST", handover, byBsn(mainBsn), { accept: "image/png" }],
  ] as const)("there is %s: 406", async (_what, method, path, body, headers) => {
    const answer = await demo.ask("post-huisarts", method, path, body, headers);
    expect(answer.status).toBe(406);
    expect(answer.body.issue?.[0]?.severity).toBe("error");
  });

  test.each([
    ["application/pdf, application/fhir+json;q=0.5", mainPatient, "application/fhir+json; charset=utf-8"],
    ["application/pdf, application/fhir+json;q=0.5", `${mainPatient}/$palliative-handover`, "application/pdf"],
    ["application/fhir+json, application/pdf;q=0.5", `${mainPatient}/$palliative-handover`, "application/fhir+json; charset=utf-8"],
    ["*/*", `${mainPatient}/$palliative-handover`, "application/fhir+json; charset=utf-8"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", `${mainPatient}/$palliative-handover`, "text/html; charset=utf-8"],
  ])("who takes %s of %s gets %s", async (accept, path, type) => {
    expect((await demo.ask("post-huisarts", "GET", path, undefined, { accept })).headers.get("content-type")).toBe(type);
  });

  test("stranger: a stranger learns nothing from asking for paper", async () => {
    const [there, notThere] = [await demo.ask("post-huisarts-elders", "GET", `${mainPatient}/$palliative-handover`, undefined, paper), await demo.ask("post-huisarts-elders", "GET", "Patient/onbekend-xxxx/$palliative-handover", undefined, paper)];
    expect(there.status).toBe(404);
    expect({ ...there.body, id: "" }).toEqual({ ...notThere.body, id: "" });
    expect(there.headers.get("content-type")).toBe(notThere.headers.get("content-type"));
  });
});
