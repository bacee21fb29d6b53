import { createValidator, loadDefinitions } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { artefacts, examples, generated } from "./profile-set.ts";
import { patched } from "./json-patch.ts";

const definitions = loadDefinitions(generated);
const validator = createValidator(definitions);

function errorsAt(resource: Resource | undefined): readonly string[] {
  return validator.validate(resource).flatMap(({ severity, expression }) => (severity === "error" && expression !== undefined ? [expression] : []));
}

describe("the core is R4 as HL7 published it", () => {
  test("no definition of ours or that we validate by names Medplum", () => {
    expect(JSON.stringify(definitions)).not.toContain("medplum");
    expect(JSON.stringify(artefacts)).not.toContain("medplum");
  });

  test("Meta has the elements of R4", () => {
    const meta = definitions.structures.find(({ url }) => url === "http://hl7.org/fhir/StructureDefinition/Meta");
    expect(meta?.elements.map(({ id }) => id)).toEqual(["Meta", "Meta.id", "Meta.extension", "Meta.versionId", "Meta.lastUpdated", "Meta.source", "Meta.profile", "Meta.security", "Meta.tag"]);
  });

  test.each(["project", "account", "compartment"])("a resource with Medplum's meta.%s is refused", (name) => {
    const patient = examples.get("willem-voorbeeld");
    expect(errorsAt(patched(patient, [{ op: "add", path: `/meta/${name}`, value: "x" }]))).toContain(`Patient.meta.${name}`);
  });

  test("an audit event is not done by a Location", () => {
    const event = examples.get("nacht-gelezen");
    expect(errorsAt(patched(event, [{ op: "replace", path: "/agent/1/who", value: { reference: "Location/elders" } }]))).toContain("AuditEvent.agent[1].who");
  });
});
