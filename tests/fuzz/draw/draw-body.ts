import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Random } from "../../oracle/random.ts";
import { drawQuery } from "./draw-url.ts";
import { drawResource, drawValue } from "./draw-resource.ts";
import type { Json, JsonObject, Material } from "./material.ts";
import { drawOdd, textOf } from "./odd-values.ts";

/** A resource: an example of ours, or made from the definition of its type. */
export function drawAny(random: Random, material: Material, type?: string): JsonObject {
  const examples = type === undefined ? material.examples : material.examples.filter(({ resourceType }) => resourceType === type);
  if (examples.length > 0 && random.chance(0.5)) return aboutSomebody(random, material, random.pick(examples));
  return drawResource(random, material, type ?? random.pick(material.types));
}

/** The same about another patient of the huisarts, so that not all is written to one record. */
function aboutSomebody(random: Random, { patients }: Material, resource: JsonObject): JsonObject {
  const name = ["subject", "patient", "for"].find((each) => resource[each] !== undefined);
  return name === undefined || random.chance(0.15) ? resource : { ...resource, [name]: { reference: random.pick(patients) } };
}

/** Input of an operation, by its definition. */
export function drawParameters(random: Random, material: Material, code: string): JsonObject {
  const definition = material.operations.find((each) => each.code === code);
  const inputs = (definition?.parameter ?? []).filter(({ use }) => use === "in");
  const parameter = inputs.flatMap(({ name, type, min, max }): JsonObject[] => {
    if (!random.chance(min > 0 ? 0.95 : 0.4)) return [];
    const times = max === "*" && random.chance(0.2) ? random.whole(2, 5) : 1;
    return Array.from({ length: times }, () => drawParameter(random, material, name, type ?? "string"));
  });
  // whose, where the operation is called on the type
  const whose: JsonObject[] = random.chance(0.3) && !parameter.some(({ name }) => name === "identifier") ? [{ name: "identifier", valueIdentifier: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value: random.pick([mainBsn, "999990019"]) } }] : [];
  return { resourceType: "Parameters", parameter: [...parameter, ...whose, ...(random.chance(0.03) ? [{ name: "x", valueString: "a" }] : [])] };
}

function drawParameter(random: Random, material: Material, name: string, type: string): JsonObject {
  if (random.chance(0.03)) return { name, [random.pick(["valueString", "resource", "valueReference", "part"])]: drawOdd(random) };
  if (type === "Resource" || material.types.includes(type)) return { name, resource: drawAny(random, material, type === "Resource" ? undefined : type) };
  const { validator } = material;
  return { name, [`value${type.slice(0, 1).toUpperCase()}${type.slice(1)}`]: drawValue(random, material, type, validator.shapesOf(type), validator.namesOf(type), 1) };
}

/** A batch or transaction whose entries name each other now and then. */
export function drawBundle(random: Random, material: Material): JsonObject {
  const type = random.pick(["batch", "batch", "batch", "transaction", "transaction", "transaction", "transaction", "transaction", "document", "message"]);
  const count = random.chance(0.1) ? random.whole(10, 40) : random.whole(0, 6);
  const uuid = (index: number): string => `urn:uuid:22222222-2222-4222-8222-${String(index).padStart(12, "0")}`;
  const entry = Array.from({ length: count }, (_, index): JsonObject => {
    const resource = drawAny(random, material);
    const kind = textOf(resource["resourceType"]);
    const method = random.pick(["POST", "POST", "POST", "PUT", "PATCH", "DELETE", "GET", "HEAD", "get"]);
    const linked = random.chance(0.3) ? { ...resource, subject: { reference: random.chance(0.5) ? mainPatient : uuid(random.whole(0, count)) } } : resource;
    const url = method === "POST" ? kind : method === "GET" ? random.pick([random.pick(material.seen.references), `${kind}?${drawQuery(random, material, kind)}`, "metadata", "_history"]) : random.pick([random.pick(material.seen.references), `${kind}/${textOf(resource["id"])}`, `${kind}?${drawQuery(random, material, kind)}`]);
    return {
      ...(random.chance(0.8) && { fullUrl: random.pick([uuid(index), uuid(0), `https://his.voorbeeld.example/${kind}/${index}`, kind]) }),
      ...(method !== "GET" && method !== "DELETE" && { resource: linked }),
      request: { method, url, ...(random.chance(0.2) && { ifNoneExist: drawQuery(random, material, kind) }), ...(random.chance(0.4) && { ifMatch: random.pick(['W/"1"', 'W/"99"', "1", "*"]) }) },
    };
  });
  return { resourceType: "Bundle", type, entry };
}

/** A JSON Patch, on places that may be there. Source: RFC 6902. */
export function drawJsonPatch(random: Random, target: JsonObject): Json {
  const places = pathsOf(target, "");
  const path = (): string => (random.chance(0.85) && places.length > 0 ? random.pick(places) : random.pick(["", "/", "/-", "/0", "/id", "/meta", "/resourceType", "/a/b/c", "/~", "/~2", "/note/-", "/note/00", "/note/-1", "/__proto__/a", "no slash"]));
  return Array.from({ length: random.whole(0, 6) }, () => ({ op: random.pick(["add", "replace", "remove", "move", "copy", "test", "eval"]), path: path(), ...(random.chance(0.7) && { value: drawOdd(random) }), ...(random.chance(0.4) && { from: path() }) }));
}

function pathsOf(value: Json, at: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, item]) => pathsOf(item, `${at}/${name}`))];
}

const paths = ["status", "description", "description.text", "code", "code.coding[0]", "code.coding.where(code='a')", "note", "identifier", "subject", "subject.reference", "meta", "id", "extension", "extension('urn:x').value", "contained[0]", "period.start", "value", "value as Quantity", "descendants()", "where(true)", "a.b.c", "name.where(use='official').given[0]", "first()", "$this", "1", "", "text.div"];

/** A FHIRPath Patch. Source: FHIR R4, fhirpatch.html. */
export function drawFhirPathPatch(random: Random, target: JsonObject): JsonObject {
  const type = textOf(target["resourceType"]);
  const names = Object.keys(target);
  const path = (): string => random.pick([type, `${type}.${random.pick(paths)}`, `${type}.${random.pick(names)}`, random.pick(paths), `${type}.${random.pick(names)}[${random.whole(-1, 3)}]`]);
  const parameter = Array.from({ length: random.whole(0, 4) }, () => ({
    name: random.chance(0.95) ? "operation" : "x",
    part: [
      { name: "type", valueCode: random.pick(["add", "insert", "delete", "replace", "move", "x"]) },
      { name: "path", valueString: path() },
      ...(random.chance(0.5) ? [{ name: "name", valueString: random.pick([...names, "note", "__proto__", ""]) }] : []),
      ...(random.chance(0.7) ? [random.pick<JsonObject>([{ name: "value", valueString: "a" }, { name: "value", valueCode: "active" }, { name: "value", valueCodeableConcept: { text: "a" } }, { name: "value", part: [{ name: "text", valueString: "a" }] }, { name: "value", valueDecimal: 1.1 }, { name: "value", resource: { resourceType: "Patient" } }, { name: "value" }])] : []),
      ...(random.chance(0.3) ? [{ name: random.pick(["index", "source", "destination"]), valueInteger: random.whole(-1, 99_999) }] : []),
    ],
  }));
  return { resourceType: "Parameters", parameter };
}
