import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import { storedTypes } from "@wijkverband/fhir";
import type { Patient, RelatedPerson } from "hl7-fhir-r4-types";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, test } from "vitest";
import { byBsn } from "../harness.ts";
import { auditEventsOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const demo = useDemo();
beforeAll(async () => {
  await tellStory();
});

/** All that the demo can do, by everybody, with what must stay out of the log in every place where a request has room for it. */
async function tellStory(): Promise<void> {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const everybody = ["huisarts", "poh", "waarnemer", "wijkverpleegkundige", "apotheker", "sociaal-werker", "post-huisarts", "post-huisarts-elders", "zcc-triagist", "patient", "mantelzorger", "rho-analist", undefined];
  const note = { resourceType: "Observation", status: "final", code: { text: "Willem heeft geheime jeuk" }, valueString: "jeuk aan de linkerknie", subject: { reference: mainPatient } };
  for (const who of everybody) {
    for (const { type } of storedTypes) {
      await demo.ask(who, "GET", `${type}?patient=willem-voorbeeld`);
      await demo.ask(who, "GET", `${type}?_count=3`);
    }
    await demo.ask(who, "POST", "Patient/_search", `identifier=${mainBsn}&family=Voorbeeld&Voorbeeld${mainBsn}=1`, form);
    await demo.ask(who, "GET", `Patient?identifier=${mainBsn}`);
    await demo.ask(who, "GET", `Patient/${mainBsn}`);
    for (const operation of ["$palliative-handover", "$responsible-gp", "$assemble-handover", "$access-log", "$everything"]) {
      await demo.ask(who, "GET", `${mainPatient}/${operation}`);
      for (const bsn of [mainBsn, storyBsn]) await demo.ask(who, "POST", `Patient/${operation}`, byBsn(bsn));
    }
    const reason = { name: "reason", valueString: "jeuk aan de linkerknie" };
    for (const operation of ["$publish-handover", "$withdraw-handover", "$break-glass"]) await demo.ask(who, "POST", `${mainPatient}/${operation}`, { resourceType: "Parameters", ...(operation !== "$publish-handover" && { parameter: [reason] }) });
    const made = await demo.ask(who, "POST", "Observation", note);
    const id = made.status === 201 ? (made.body.id ?? "x") : "x";
    await demo.ask(who, "PUT", `Observation/${id}`, { ...note, id, valueString: "jeuk aan beide knieën" }, { "if-match": 'W/"1"' });
    await demo.ask(who, "DELETE", `Observation/${id}`, undefined, { "if-match": 'W/"2"' });
    const entry = [{ request: { method: "GET", url: mainPatient } }, { resource: note, request: { method: "POST", url: "Observation" } }];
    await demo.ask(who, "POST", "", { resourceType: "Bundle", type: "batch", entry });
    await demo.ask(who, "POST", "", { resourceType: "Bundle", type: "transaction", entry: entry.slice(1) });
    await demo.ask(who, "POST", "Observation", "{ jeuk aan de linkerknie");
    await demo.ask(who, "PATCH", `Observation/${id}`, note);
  }
  const story = join(demo.dataDir, "demo");
  const files = readdirSync(demo.dataDir).includes("demo") ? readdirSync(story).filter((name) => /^\d.*\.json$/.test(name)).toSorted() : [];
  for (const file of files) await demo.ask("his-systeem", "POST", "", readFileSync(join(story, file), "utf8"));
}

/** The log, with its searches readable. */
function logText(): string {
  return auditEventsOf(demo)
    .map((event) => `${JSON.stringify(event)} ${(event.entity ?? []).map(({ query }) => Buffer.from(query ?? "", "base64").toString()).join(" ")}`)
    .join("\n");
}

test("no event of a whole story holds a BSN", () => {
  const text = logText();
  expect(auditEventsOf(demo).length).toBeGreaterThan(1_000);
  const bsns = everyResource("Patient").flatMap((patient) => ((patient as Patient).identifier ?? []).flatMap(({ system, value }) => (system?.endsWith("/bsn") && value !== undefined ? [value] : [])));
  expect(new Set([...bsns, mainBsn, storyBsn]).size).toBeGreaterThan(10);
  for (const bsn of [...bsns, mainBsn, storyBsn]) expect(text.includes(bsn)).toBe(false);
});

test("no event holds the name of a patient or of who is near to one", () => {
  const text = logText();
  const people = [...everyResource("Patient"), ...everyResource("RelatedPerson")] as (Patient | RelatedPerson)[];
  const families = new Set(people.flatMap(({ name }) => (name ?? []).flatMap(({ family, text: whole }) => [family, whole])).filter((name) => name !== undefined && name.length > 3));
  expect(families.size).toBeGreaterThan(3);
  // ids of the examples are made of names; a real id is a random number
  const withoutIds = text.replaceAll(/"(?:reference|display)":"[^"]*"/g, "");
  for (const name of families) expect({ name, found: withoutIds.includes(name ?? "-") }).toEqual({ name, found: false });
});

test("no event holds a word of the record", () => {
  // ids of the examples are made of words; a real id is a random number
  const text = logText().replaceAll(/"reference":"[^"]*"/g, "");
  const professionals = new Set(["Practitioner", "PractitionerRole", "Organization"].flatMap((type) => everyResource(type).flatMap((resource) => textsIn(resource))));
  const ours = [...professionals].join("\n");
  const words = new Set(storedTypes.filter(({ kind }) => kind !== "directory").flatMap(({ type }) => everyResource(type).flatMap((resource) => textsIn(resource))).filter((word) => word.length > 8 && !ours.includes(word)));
  expect(words.size).toBeGreaterThan(100);
  const roles = /^(?:huisarts|waarnemer|wijkverpleegkundige|apotheker|mantelzorger)$/;
  expect([...words, "linkerknie", "geheime"].filter((word) => !roles.test(word) && text.includes(word))).toEqual([]);
});

test("every event is what its profile says", () => {
  const { validator } = demo.runtime.house;
  const faults = auditEventsOf(demo).flatMap((event) => validator.validate(event).filter(({ severity }) => severity === undefined || severity === "error").map(({ expression, text }) => `${event.subtype?.map(({ code }) => code).join(" ")} ${event.outcomeDesc ?? ""}: ${expression} ${text}`));
  expect([...new Set(faults)]).toEqual([]);
  const alerts = auditEventsOf(demo).filter(({ type }) => type.code === "110113");
  expect(new Set(alerts.map(({ outcomeDesc }) => outcomeDesc?.slice(0, 3)))).toEqual(new Set(["401", "403", "404"]));
});

test("no event of one patient's log refers to what is another's", () => {
  const owner = new Map(rows().flatMap(({ type, id, patient }) => (patient === null ? [] : [[`${type}/${id}`, patient]])));
  const stray = auditEventsOf(demo).flatMap(({ entity }) => {
    const about = entity?.find(({ role }) => role?.code === "1")?.what?.reference?.slice("Patient/".length);
    const others = (entity ?? []).flatMap(({ what }) => owner.get(what?.reference?.split("/_history/")[0] ?? "") ?? []).filter((patient) => patient !== about);
    return about === undefined ? [] : others;
  });
  expect(stray).toEqual([]);
});

function rows(): readonly { readonly type: string; readonly id: string; readonly patient: string | null; readonly json: string }[] {
  using database = new DatabaseSync(join(demo.dataDir, "wijkverband.sqlite"), { readOnly: true });
  return database.prepare("SELECT type, id, patient, json FROM resource WHERE deleted = 0").all() as never;
}

function everyResource(type: string): readonly object[] {
  return rows().flatMap((row) => (row.type === type ? [JSON.parse(row.json) as object] : []));
}

/** What somebody wrote: texts of concepts, notes, narrative, free strings. */
function textsIn(resource: object): readonly string[] {
  const found: string[] = [];
  JSON.stringify(resource, (key, value: unknown) => {
    if (typeof value === "string" && ["text", "display", "valueString", "div", "description", "title", "name", "line"].includes(key)) found.push(value);
    return value;
  });
  return found;
}
