import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

describe("a Composition as a document ($document)", () => {
  const demo = useDemo();

  const handoverOf = async (): Promise<string> => {
    const found = await demo.ask("huisarts", "GET", `Composition?patient=${mainPatient}&type=http://loinc.org|18761-7`);
    return `Composition/${found.body.entry?.[0]?.resource?.id}`;
  };

  test("of a handover it is the sealed document itself, byte for byte, by GET and by POST", async () => {
    const night = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    const sealed = valueOf(night.body, "handover") as Bundle;
    const composition = await handoverOf();
    const stored = await demo.ask("huisarts", "GET", `Bundle/${sealed.id}`);
    for (const answer of [await demo.ask("huisarts", "GET", `${composition}/$document`), await demo.ask("huisarts", "POST", `${composition}/$document`, { resourceType: "Parameters" })]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(stored.text);
      expect((answer.body as unknown as Bundle).signature).toBeDefined();
    }
  });

  test.each([
    ["persist=true", "persist"],
    ["graph=http://wijk.example/GraphDefinition/1", "graph"],
    ["persist=misschien", "persist"],
  ])("%s is refused by its place", async (query, name) => {
    const answer = await demo.ask("huisarts", "GET", `${await handoverOf()}/$document?${query}`);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(faults(answer.body))).toContain(name);
  });

  test("stranger: who may not read the Composition gets what he gets for one that isn't there", async () => {
    const composition = await handoverOf();
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders", "sociaal-werker", "rho-analist"]) {
      const strip = ({ status, text }: Answer): unknown => [status, text];
      expect(strip(await demo.ask(who, "GET", `${composition}/$document`))).toEqual(strip(await demo.ask(who, "GET", "Composition/is-er-niet/$document")));
      expect((await demo.ask(who, "GET", `${composition}/$document`)).status).toBe(404);
    }
  });
});
