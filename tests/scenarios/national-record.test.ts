import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, Consent, Device, DeviceUseStatement, PractitionerRole } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Body } from "../harness.ts";
import { differencesOf } from "../night-answer.ts";
import { asTransaction, forms, hasHartman, readHartman } from "../people/hartman.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

describe.skipIf(!hasHartman)(`the ACP record of Hendrik Hartman${hasHartman ? "" : " (skipped: not on this machine; set WIJKVERBAND_NL_DATA)"}`, () => {
  describe.each(forms)("sent by his HIS in the form %s", (form) => {
    const demo = useDemo();
    let stored: Body;

    const resourceOf = (type: string): unknown => stored.entry?.map(({ resource }) => resource).find((resource) => resource?.resourceType === type);

    test("one bad resource keeps the other 22 out", async () => {
      const before = storedCounts(demo);
      const record = readHartman().map((resource) => (resource.resourceType === "Goal" ? ({ ...resource, lifecycleStatus: "zomaar" } as unknown as typeof resource) : resource));
      const answer = await demo.ask("his-systeem", "POST", "", asTransaction(record, form));
      expect(answer.status).toBe(422);
      expect(faults(answer.body)).toContainEqual(expect.objectContaining({ expression: `Bundle.entry[${record.findIndex(({ resourceType }) => resourceType === "Goal")}].resource.lifecycleStatus` }));
      expect(storedCounts(demo)).toEqual(before);
    });

    test("all 23 are stored: the patient is found by BSN, the GP is new, the role gets the practice", async () => {
      const sent = asTransaction(readHartman(), form);
      expect(sent.entry).toHaveLength(23);
      const answer = await demo.ask("his-systeem", "POST", "", sent, { prefer: "return=representation" });
      expect(answer).toMatchObject({ status: 200 });
      stored = answer.body;
      expect(stored.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual(readHartman().map(({ resourceType }) => (resourceType === "Patient" ? "200" : "201")));
      expect(resourceOf("Patient")).toMatchObject({ id: mainPatient.slice("Patient/".length), generalPractitioner: [{ reference: "Organization/praktijk-voorbeeldstraat" }, { reference: "PractitionerRole/eva-fictief-huisarts" }, { reference: "PractitionerRole/bas-verzonnen-huisarts" }] });
      expect((resourceOf("PractitionerRole") as PractitionerRole)).toMatchObject({
        organization: { reference: "Organization/praktijk-voorbeeldstraat" },
        practitioner: { reference: `Practitioner/${(resourceOf("Practitioner") as { id: string }).id}` },
      });
      const directives = (stored.entry ?? []).map(({ resource }) => resource).filter((resource): resource is Consent => resource?.resourceType === "Consent");
      expect(directives.map(({ patient }) => patient?.reference)).toEqual(Array.from({ length: 8 }, () => mainPatient));
    });

    test("the ICD, which doesn't say whose it is, belongs to the patient who uses it", async () => {
      const device = (resourceOf("Device") as Device);
      expect(device.patient).toBeUndefined();
      expect((resourceOf("DeviceUseStatement") as DeviceUseStatement).device.reference).toBe(`Device/${device.id}`);
      const record = await demo.runtime.house.store.record(mainPatient.slice("Patient/".length));
      expect(record.map(({ type, id }) => `${type}/${id}`)).toContain(`Device/${device.id}`);
      expect((await demo.ask("huisarts-elders", "GET", `Device/${device.id}`)).status).toBe(404);
    });

    test("sent again it makes nothing new and no new versions", async () => {
      const before = storedCounts(demo);
      const answer = await demo.ask("his-systeem", "POST", "", asTransaction(readHartman(), form), { prefer: "return=representation" });
      expect(answer.status).toBe(200);
      expect(answer.body.entry?.map(({ response }) => response?.location)).toEqual(stored.entry?.map(({ response }) => response?.location));
      expect((resourceOf("PractitionerRole") as PractitionerRole).organization).toEqual({ reference: "Organization/praktijk-voorbeeldstraat" });
      expect(storedCounts(demo)).toEqual(before);
    });

    test("a GP whom the directory knows by his AGB number is pointed at, not made again", async () => {
      const [practitioner] = readHartman().filter(({ resourceType }) => resourceType === "Practitioner");
      const known = { ...practitioner, identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/agb-z", value: "01999902" }] } as NonNullable<typeof practitioner>;
      const answer = await demo.ask("his-systeem", "POST", "", asTransaction([known], form));
      expect(answer.body.entry?.[0]?.response).toMatchObject({ status: expect.stringMatching(/^200/), location: expect.stringContaining("/Practitioner/bas-verzonnen/_history/1") });
    });

    test("published, read at 03:00, changed, read again, withdrawn", async () => {
      const published = await demo.ask("his-systeem", "POST", "Patient/$publish-handover", byBsn(mainBsn));
      expect(published).toMatchObject({ status: 200 });
      const night = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
      expect(valueOf(night.body, "status")).toBe("current");
      const document = valueOf(night.body, "handover") as Bundle;
      const held = new Set(document.entry?.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`));
      const directives = (stored.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Consent" ? [`Consent/${resource.id}`] : []));
      expect(directives).toHaveLength(8);
      for (const directive of directives) expect(held).toContain(directive);
      expect(held).toContain(`Device/${(resourceOf("Device") as Device).id}`);

      const antibiotics = (stored.entry ?? []).map(({ resource }) => resource).find((resource): resource is Consent => resource?.resourceType === "Consent" && resource.provision?.code?.[0]?.coding?.[0]?.code === "281789004");
      const changed = { ...antibiotics, provision: { ...antibiotics?.provision, type: "deny" } };
      demo.now = new Date(demo.now.getTime() + 60_000);
      const update = await demo.ask("tweede-huisarts", "PUT", `Consent/${antibiotics?.id}`, changed, { "if-match": 'W/"1"' });
      expect(update).toMatchObject({ status: 200 });
      const later = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
      expect(valueOf(later.body, "status")).toBe("changed");
      expect(differencesOf(later.body)).toEqual([
        {
          kind: "changed",
          section: "behandelgrenzen",
          what: "Antibiotica",
          old: "Wel antibiotica geven",
          new: "Geen antibiotica geven",
          author: "Bas Verzonnen",
          at: demo.now.toISOString(),
          reference: `Consent/${antibiotics?.id}/_history/2`,
        },
      ]);
      expect(JSON.stringify(valueOf(later.body, "handover"))).toBe(JSON.stringify(document));

      const reason = { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "op verzoek van de patiënt" }] };
      expect((await demo.ask("his-systeem", "POST", `${mainPatient}/$withdraw-handover`, reason)).status).toBe(200);
      const own = await demo.ask("huisarts", "GET", `${mainPatient}/$palliative-handover`);
      expect(valueOf(own.body, "status")).toBe("none");
      expect(valueOf(own.body, "handover")).toBeUndefined();
      const withdrawn = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
      const unknown = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn("999990007"));
      expect(withdrawn.status).toBe(404);
      expect(withdrawn.text).toBe(unknown.text);
    });
  });
});
