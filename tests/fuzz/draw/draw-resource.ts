import type { Shapes } from "@wijkverband/fhir";
import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Random } from "../../oracle/random.ts";
import type { Json, JsonObject, Material } from "./material.ts";
import { drawOdd, drawText } from "./odd-values.ts";

const day = (random: Random): string => `20${random.whole(10, 40)}-${String(random.whole(1, 12)).padStart(2, "0")}-${String(random.whole(1, 28)).padStart(2, "0")}`;
const word = (random: Random): string => random.pick(["active", "final", "draft", "order", "proposal", "completed", "requested", "accepted", "in-progress", "unknown", "generated", "inactive", "registered", "entered-in-error", "M", "mg", "nl", "a", "official"]);

/** A value that each primitive type may have. Source: FHIR R4, datatypes.html. */
const primitives: Readonly<Record<string, (random: Random, material: Material) => Json>> = {
  boolean: (random) => random.chance(0.5),
  integer: (random) => random.whole(-1000, 1000),
  positiveInt: (random) => random.whole(1, 100),
  unsignedInt: (random) => random.whole(0, 100),
  decimal: (random) => random.whole(-100_000, 100_000) / 100,
  string: (random) => (random.chance(0.8) ? word(random) : drawText(random)),
  markdown: (random) => (random.chance(0.8) ? word(random) : drawText(random)),
  code: word,
  id: (random) => random.pick(["a", "willem-voorbeeld", "willem-zorgplan", "x-1", "1"]),
  uri: (random) => random.pick(["http://snomed.info/sct", "urn:x", "http://fhir.nl/fhir/NamingSystem/bsn", "https://wijkverband.example/fhir/CodeSystem/rol"]),
  url: () => "https://his.voorbeeld.example/a",
  canonical: (random) => random.pick(["https://wijkverband.example/fhir/StructureDefinition/wijk-zorgplan", "http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient", "urn:x|1"]),
  oid: () => "urn:oid:1.2.3",
  uuid: () => "urn:uuid:11111111-1111-4111-8111-111111111111",
  date: day,
  dateTime: (random) => (random.chance(0.5) ? day(random) : `${day(random)}T10:00:00Z`),
  instant: (random) => `${day(random)}T10:00:00.000+01:00`,
  time: () => "10:00:00",
  base64Binary: () => "QUJD",
  xhtml: (random) => `<div xmlns="http://www.w3.org/1999/xhtml">${random.pick(["a", "<b>a</b>", "&amp;", "<p>", "<script>a</script>", "&nbsp;"])}</div>`,
};

/** Makes a value of a type from its definition: complete and right here, thin or wrong there. */
export function drawValue(random: Random, material: Material, type: string, shapes: Shapes, names: readonly string[], depth: number): Json {
  if (random.chance(0.02)) return drawOdd(random);
  const primitive = primitives[type];
  if (primitive !== undefined) return primitive(random, material);
  if (type === "Reference") return drawReference(random, material);
  if (type === "Identifier" && random.chance(0.5)) return { system: "http://fhir.nl/fhir/NamingSystem/bsn", value: random.pick([mainBsn, "999911144", "123456782", "123", "999990019"]) };
  if (type === "Resource") return depth > 3 ? null : drawResource(random, material, random.pick(material.types), depth + 2);
  if (type.startsWith("http://hl7.org/fhirpath/")) return word(random);
  return drawObject(random, material, shapes, names, depth);
}

function drawReference(random: Random, { seen, types, patients }: Material): Json {
  const reference = random.chance(0.15) ? mainPatient : random.chance(0.4) ? random.pick(patients) : random.chance(0.9) ? random.pick(seen.references) : `${random.pick(types)}/${random.pick(["nobody", "", "a b", "x/_history/1"])}`;
  return random.chance(0.9) ? { reference } : { reference, type: random.pick(types), display: "x" };
}

function drawObject(random: Random, material: Material, shapes: Shapes, names: readonly string[], depth: number): Json {
  const made: Record<string, Json> = {};
  const share = depth === 0 ? 0.35 : 0.3 / depth;
  for (const name of names) {
    const shape = shapes(name);
    if (shape === undefined || !(shape.mandatory ? random.chance(0.97) : random.chance(share))) continue;
    if (depth > 6) continue;
    const property = random.pick(shape.properties);
    const type = shape.typeOf(property) ?? "string";
    const one = (): Json => drawValue(random, material, shape.inline ? "" : type, shape.below(property), shape.namesBelow(property), depth + 1);
    const isList = random.chance(0.98) ? shape.list : !shape.list;
    made[property] = isList ? Array.from({ length: random.chance(0.8) ? 1 : random.whole(0, 4) }, one) : one();
    if (random.chance(0.02)) made[`_${property}`] = random.pick<Json>([{ extension: [{ url: "urn:x", valueCode: "a" }] }, [null, { id: "a" }], {}, null, 7]);
  }
  return made;
}

/** Makes a resource from the definition of its type. */
export function drawResource(random: Random, material: Material, type: string, depth = 0): JsonObject {
  const { validator } = material;
  const content = drawObject(random, material, validator.shapesOf(type), validator.namesOf(type).filter((name) => name !== "id" && name !== "meta"), depth);
  return { resourceType: type, ...(content as JsonObject) };
}
