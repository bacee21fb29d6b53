import { isBsn, system } from "@wijkverband/fhir";
import { loadOrCreate } from "@wijkverband/identity";
import { demoToken, mainBsn, storyBsn } from "@wijkverband/server";
import type { Bundle, Parameters } from "hl7-fhir-r4-types";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contactDocument } from "../contact.ts";
import { byBsn } from "../harness.ts";
import { textsOf } from "../stored.ts";
import { declared } from "../transfer.ts";

/** Nobody's: passes the elfproef and is registered nowhere. */
const unknownBsn = "999990007";

const numbered = (value: string): NonNullable<Parameters["parameter"]>[number] => ({ name: "identifier", valueIdentifier: { system: system.bsn, value } });

describe("no-bsn: a BSN is kept where it belongs and is seen nowhere else", () => {
  let dataDir: string;
  let server: ChildProcess;
  let url: string;
  let said = "";
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "wijkverband-"));
    const cli = join(import.meta.dirname, "../../packages/server/src/cli.ts");
    server = spawn(process.execPath, [cli, "demo"], { env: { ...process.env, PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "trace", DEMO_PATIENTS: "10" } });
    url = await new Promise<string>((resolve, reject) => {
      const listen = (piece: Buffer): void => {
        said += piece.toString();
        const ready = /ready (\S+)\/fhir/.exec(said)?.[1];
        if (ready !== undefined) resolve(ready);
      };
      server.stdout?.on("data", listen);
      server.stderr?.on("data", listen);
      server.once("exit", () => reject(new Error(said)));
    });
  });
  afterAll(async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("not in the log, the numbers about the server, the audit, an error, a link or a table that isn't meant for it", async () => {
    expect([mainBsn, storyBsn, unknownBsn].every(isBsn)).toBe(true);
    // the table of people that the demo prints names its two patients, for whoever starts it
    const banner = said.length;
    const keys = await loadOrCreate(join(dataDir, "keys"));
    const clients = await loadOrCreate(join(dataDir, "keys"), ["systeem-praktijk-voorbeeldstraat", "systeem-spoedpost-modelregio", "systeem-praktijk-elders"]);
    const tokens = { his: await demoToken("his-systeem", clients, url), post: await demoToken("post-huisarts", clients, url), elders: await demoToken("huisarts-elders", clients, url), none: "onzin" };
    expect(keys.token.kid).toBe(clients.token.kid);
    const refusals: string[] = [];
    const ask = async (who: keyof typeof tokens, method: string, path: string, body?: object | string, headers: Readonly<Record<string, string>> = {}): Promise<void> => {
      const response = await fetch(`${url}/fhir/${path}`, {
        method,
        headers: { authorization: `Bearer ${tokens[who]}`, "content-type": "application/fhir+json", ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status >= 400) refusals.push(text);
      refusals.push([...response.headers].join("\n"));
      refusals.push(...(text.match(/<link>.*?<\/link>/g) ?? []));
      const { link } = (text.startsWith("{") ? JSON.parse(text) : {}) as Bundle;
      refusals.push(JSON.stringify(link ?? []));
    };
    const xml = { "content-type": "application/fhir+xml", accept: "application/fhir+xml" };
    const inXml = (bsn: string): string => `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="identifier"/><valueIdentifier><system value="${system.bsn}"/><value value="${bsn}"/></valueIdentifier></parameter></Parameters>`;
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const story = (file: string) => JSON.parse(readFileSync(join(dataDir, "story", file), "utf8")) as Bundle;

    // as it should be done
    await ask("his", "POST", "", story("1-acp-set.json"));
    await ask("his", "POST", "Patient/$assemble-handover", byBsn(storyBsn));
    await ask("his", "POST", "Patient/$publish-handover", byBsn(storyBsn));
    await ask("his", "POST", "", story("2-what-was-missing.json"));
    await ask("his", "POST", "Patient/$publish-handover", byBsn(storyBsn));
    await ask("post", "POST", "Patient/$palliative-handover", byBsn(storyBsn));
    await ask("post", "POST", "Patient/$palliative-handover", byBsn(storyBsn), { accept: "text/html" });
    await ask("post", "POST", "Patient/$palliative-handover", byBsn(storyBsn), { accept: "application/pdf" });
    await ask("his", "POST", "Patient/_search", `identifier=${encodeURIComponent(`${system.bsn}|${storyBsn}`)}`, form);
    await ask("post", "POST", "Patient/$report-contact", byBsn(storyBsn, { name: "document", resource: contactDocument({ bsn: storyBsn, complaint: `Belt zelf, BSN ${storyBsn}.`, wishes: [{ code: "89666000", type: "deny" }] }) }));
    await ask("his", "POST", "Patient/$dossier-package", byBsn(storyBsn));
    await ask("elders", "POST", "Patient/$transfer-registration", byBsn(storyBsn, ...declared({ chosenOn: "2026-11-01" })));
    await ask("his", "POST", "Patient/$dossier-package", byBsn(storyBsn));
    await ask("elders", "POST", "Patient/$assign-gp", byBsn(storyBsn, { name: "gp", valueReference: { reference: "PractitionerRole/role-huisarts-elders" } }));
    await ask("his", "POST", "Patient/$transfer-registration", byBsn(storyBsn, ...declared({ chosenOn: "2026-11-01" })));
    await ask("post", "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter: [storyBsn, unknownBsn].map(numbered) });
    await ask("his", "POST", "Patient/_search", `identifier=${storyBsn}&_count=1`, form);
    await ask("post", "POST", "Patient/$palliative-handover", inXml(storyBsn), xml);
    await ask("his", "POST", "Patient/_search", `identifier=${encodeURIComponent(`${system.bsn}|${storyBsn}`)}`, { ...form, accept: "application/fhir+xml" });
    // as it shouldn't
    for (const bsn of [storyBsn, unknownBsn]) {
      for (const who of ["his", "post", "elders", "none"] as const) {
        await ask(who, "POST", "Patient/$palliative-handover", byBsn(bsn));
        await ask(who, "GET", `Patient?identifier=${bsn}`);
        await ask(who, "GET", `Patient?identifier=${encodeURIComponent(`${system.bsn}|${bsn}`)}`);
        await ask(who, "GET", `Patient/${bsn}`);
        await ask(who, "GET", `${bsn}/${bsn}`);
        await ask(who, "GET", `Patient?naam%5B${bsn}%5D=x`);
        await ask(who, "GET", "Patient", undefined, { "x-patient": bsn });
        await ask(who, "GET", "Patient", undefined, { "x-request-id": `verzoek-${bsn}` });
        await ask(who, "GET", "Patient", undefined, { "user-agent": `HIS/1 (${bsn})` });
        await ask(who, "POST", "Patient", { resourceType: "Patient", identifier: [{ system: system.bsn, value: bsn }], name: [{ text: bsn }], gender: bsn });
        await ask(who, "POST", "Observation", { resourceType: "Observation", status: bsn, subject: { reference: `Patient/${bsn}` }, [`veld${bsn}`]: bsn });
        await ask(who, "POST", "Observation", `{"resourceType":"${bsn}", ${bsn}`);
        for (const body of [
          inXml(bsn),
          `<Patient xmlns="http://hl7.org/fhir"><identifier><system value="${system.bsn}"/><value value="${bsn}"/></identifier><name><text value="${bsn}"/></name><gender value="${bsn}"/></Patient>`,
          `<Patient xmlns="http://hl7.org/fhir"><veld${bsn} value="${bsn}"/></Patient>`,
          `<Patient xmlns="http://hl7.org/fhir" soort="${bsn}"/>`,
          `<Patient xmlns="http://hl7.org/fhir/${bsn}"/>`,
          `<Patient xmlns="http://hl7.org/fhir"><multipleBirthInteger value="nr ${bsn}"/></Patient>`,
          `<Patient xmlns="http://hl7.org/fhir">${bsn}</Patient>`,
          `<!DOCTYPE n${bsn} [<!ENTITY e${bsn} "${bsn}">]><Patient xmlns="http://hl7.org/fhir"/>`,
          `<?n${bsn} ${bsn}?><Patient xmlns="http://hl7.org/fhir"/>`,
          `<Patient xmlns="http://hl7.org/fhir"><name><text value="&n${bsn};"/></name></Patient>`,
          `<n${bsn}:Patient xmlns="http://hl7.org/fhir"/>`,
          `<n${bsn}/>`,
          `<Patient xmlns="http://hl7.org/fhir"><id value="${bsn}`,
        ]) {
          await ask(who, "POST", "Patient", body, xml);
          await ask(who, "POST", "Patient/$palliative-handover", body, xml);
        }
        await ask(who, "GET", `Patient?_format=${bsn}`);
        await ask(who, "POST", "", { resourceType: "Bundle", type: "batch", entry: [{ request: { method: "GET", url: `Patient?identifier=${bsn}` } }] });
        await ask(who, "POST", "", { resourceType: "Bundle", type: "transaction", entry: [{ fullUrl: `urn:oid:${bsn}`, resource: { resourceType: "Observation", subject: { reference: `Patient/${bsn}` } }, request: { method: "POST", url: "Observation", ifNoneExist: `identifier=${bsn}` } }] });
        await ask(who, "POST", "Patient/_search", `identifier=${bsn}&onbekend=${bsn}`, form);
        await ask(who, "POST", "Patient/_search", `_cursor=${bsn}`, form);
        await ask(who, "POST", `Patient/${"x".repeat(60)}/$palliative-handover`, byBsn(bsn));
        await ask(who, "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter: [...[bsn, bsn, `${bsn}1`].map(numbered), { name: "patient", valueReference: { reference: `Patient/${bsn}` } }, { name: "at", valueInstant: bsn }] });
        await ask(who, "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter: [bsn, unknownBsn].map(numbered) });
        await ask(who, "POST", "Patient/$report-contact", byBsn(bsn, { name: "document", resource: contactDocument({ number: bsn, bsn: unknownBsn, urgency: bsn, complaint: bsn, replaces: `Composition/${bsn}`, from: { author: `PractitionerRole/${bsn}`, post: `Organization/${bsn}` } }) }));
        await ask(who, "POST", "Patient/$report-contact", byBsn(bsn, { name: "document", resource: contactDocument({ number: bsn, bsn, replaces: `Composition/${bsn}` }) }));
        await ask(who, "POST", "Patient/$transfer-registration", byBsn(bsn, ...declared({ practice: `Organization/${bsn}`, gp: `PractitionerRole/${bsn}`, chosenOn: bsn, identifiedBy: bsn })));
        await ask(who, "POST", "Patient/$transfer-registration", byBsn(bsn, ...declared({ chosenOn: "2099-01-01" })));
        await ask(who, "POST", "Patient/$assign-gp", { resourceType: "Parameters", parameter: [numbered(unknownBsn), { name: "gp", valueReference: { reference: `PractitionerRole/${bsn}` } }, { name: "kind", valueCode: bsn }, { name: "patient", resource: { resourceType: "Patient", identifier: [{ system: system.bsn, value: bsn }], name: [{ text: bsn }] } }] });
        await ask(who, "POST", `Patient/${bsn}/$assign-gp`, { resourceType: "Parameters", parameter: [{ name: "gp", valueReference: { reference: bsn } }, { name: "role", valueCode: bsn }] });
        await ask(who, "POST", `Patient/${bsn}/$cover`, { resourceType: "Parameters", parameter: [{ name: "by", valueReference: { reference: `PractitionerRole/${bsn}` } }, { name: "period", valuePeriod: { end: bsn } }] });
        await ask(who, "POST", `Organization/praktijk-voorbeeldstraat/$cover`, { resourceType: "Parameters", parameter: [{ name: "covered", valueReference: { reference: `PractitionerRole/${bsn}` } }, { name: "cover", valueReference: { reference: `PractitionerRole/${bsn}` } }] });
        await ask(who, "POST", "Organization/praktijk-voorbeeldstraat/$explain-signal", { resourceType: "Parameters", parameter: [{ name: "signal", valueCode: "gaps" }, { name: "text", valueString: `Het ging om ${bsn}.` }, { name: "until", valueDate: bsn }] });
        await ask(who, "POST", "Organization/praktijk-voorbeeldstraat/$explain-signal", { resourceType: "Parameters", parameter: [{ name: "signal", valueCode: "gaps" }, { name: "text", valueString: `Het ging om ${bsn}.` }] });
        for (const path of [`Organization/praktijk-voorbeeldstraat/$continuity-signals?period=${bsn}`, `Organization/${bsn}/$continuity-signals?signal=${bsn}`, `Patient/${bsn}/$gp-timeline?from=${bsn}&to=${bsn}`, `Patient/willem-voorbeeld/$gp-timeline?from=${bsn}`, `Patient/willem-voorbeeld/$responsible-gp?at=${bsn}`, `Patient/${bsn}/$dossier-package`]) await ask(who, "GET", path);
        for (const code of ["$sort-contact", "$acknowledge-contact", "$decide"]) await ask(who, "POST", `Task/${bsn}/${code}`, { resourceType: "Parameters", parameter: [{ name: "priority", valueCode: bsn }, { name: "note", valueString: bsn }, { name: "decision", valueCode: bsn }] });
        await ask(who, "POST", "Patient/$publish-handover", byBsn(bsn, { name: "review-date", valueDate: bsn }, { name: `p${bsn}`, valueString: bsn }));
      }
    }

    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain("wijkverband_answers_total");
    const written = said.slice(banner);
    expect(written).toContain("refused");
    const meant = /^(resource|former)\.json$|^(token|unique_key|string)\.(code|key|value|folded)$/;
    for (const bsn of [storyBsn, unknownBsn]) {
      expect(written).not.toContain(bsn);
      expect(metrics).not.toContain(bsn);
      expect(refusals.filter((text) => text.includes(bsn))).toEqual([]);
      expect([...textsOf({ dataDir })].filter(({ column, text }) => text.includes(bsn) && !meant.test(column)).map(({ column, text }) => `${column}: ${text.slice(0, 300)}`)).toEqual([]);
      for (const file of besides(dataDir)) expect(readFileSync(join(dataDir, file), "latin1")).not.toContain(bsn);
    }
    // the search above would have found it
    expect([...textsOf({ dataDir })].some(({ column, text }) => text.includes(storyBsn) && meant.test(column))).toBe(true);
  });
});

/** What the server keeps beside its database. */
function besides(dataDir: string): readonly string[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("wijkverband.sqlite") && !entry.parentPath.endsWith("story"))
    .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1));
}
