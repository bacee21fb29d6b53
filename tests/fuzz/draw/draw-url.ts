import type { Random } from "../../oracle/random.ts";
import type { Material } from "./material.ts";
import { drawOdd, textOf } from "./odd-values.ts";

const modifiers = ["", "", "", "", "", ":exact", ":contains", ":missing", ":not", ":in", ":not-in", ":above", ":below", ":of-type", ":identifier", ":text", ":Patient", ":x", ":"];
const prefixes = ["", "", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap", "xx"];
const common = ["_id", "_lastUpdated", "_profile", "_security", "_tag", "_source", "_count", "_sort", "_total", "_summary", "_elements", "_include", "_revinclude", "_include:iterate", "_has", "_text", "_content", "_list", "_filter", "_contained", "_format", "_pretty", "_cursor", "_since", "_at", "mode", "patient", "__proto__", ""];

/** A value that a parameter of this type may have. */
function drawParameterValue(random: Random, { seen, types }: Material, type: string): string {
  if (random.chance(0.1)) return textOf(drawOdd(random)).slice(0, 500);
  switch (type) {
    case "date":
      return random.pick(prefixes) + random.pick(["2026", "2026-11", "2026-11-24", "2026-11-24T02:00", "2026-11-24T02:00:00Z", "2026-11-24T02:00:00+01:00", "2026-13", ""]);
    case "token":
      return random.pick(["final", "http://snomed.info/sct|385671000", "|a", "a|", "http://snomed.info/sct|", "active,completed", "true", "http://fhir.nl/fhir/NamingSystem/ura|00000101", "||", "a\\,b", ","]);
    case "reference":
      return random.pick(["willem-voorbeeld", "Patient/willem-voorbeeld", random.pick(seen.references), `http://localhost/fhir/${random.pick(seen.references)}`, `${random.pick(types)}/nobody`, "Patient/", "urn:uuid:11111111-1111-4111-8111-111111111111", "#a"]);
    case "number":
    case "quantity":
      return random.pick(prefixes) + random.pick(["1", "1.50", "1e3", "-5", "5.4|http://unitsofmeasure.org|mg", "5||mg", "1|", "abc", "1e999"]);
    case "uri":
      return random.pick(["http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient", "urn:x", "http:", ""]);
    case "composite":
      return random.pick(["a$b", "http://loinc.org|1$gt5", "$", "a$", "a$b$c", "a"]);
    default:
      return random.pick(["Willem", "voor", "é", "%", "_", "a,b", "\\", ""]);
  }
}

function drawPair(random: Random, material: Material, type: string): readonly [string, string] {
  const announced = material.rest.find((each) => each.type === type);
  const own = announced?.parameters ?? [];
  if (own.length === 0 || random.chance(0.25)) {
    const name = random.pick(common);
    const value = name.includes("include") ? random.pick([...(announced?.includes ?? []), "*", "Patient:*", "x:y", `${type}:patient:Patient`]) : name === "_has" ? "a" : name === "_sort" ? random.pick(["-_lastUpdated", "_id", "date,-code", "x", "-"]) : name === "_count" ? random.pick(["0", "1", "3", "200", "201", "-1", "a", "1e3"]) : name === "_summary" ? random.pick(["true", "text", "data", "count", "false", "x"]) : name === "_elements" ? random.pick(["id", "status,code", "x", "Patient.name", ""]) : drawParameterValue(random, material, "token");
    return [name === "_has" ? `_has:${random.pick(material.types)}:${random.pick(["patient", "subject", "x"])}:${random.pick(["code", "_id", "status", `_has:${random.pick(material.types)}:subject:code`])}` : name, value];
  }
  const { name, type: kind } = random.pick(own);
  if (kind === "reference" && random.chance(0.35)) {
    const chained = random.pick(["name", "identifier", "_id", "family", "patient.name", "organization.name", "subject:Patient.birthdate", "x"]);
    return [`${name}${random.pick(["", ":Patient", `:${random.pick(material.types)}`])}.${chained}`, drawParameterValue(random, material, "string")];
  }
  return [`${name}${random.pick(modifiers)}`, drawParameterValue(random, material, kind)];
}

/** A query of parameters that the type has, and some that it hasn't; encoded as URLs are, mostly. */
export function drawQuery(random: Random, material: Material, type: string): string {
  const count = random.chance(0.03) ? random.whole(20, 100) : random.whole(0, 4);
  const encode = (text: string): string => (random.chance(0.97) ? encodeURIComponent(text.toWellFormed()) : text.replaceAll(/[^\x21-\x7e]|#/g, "%"));
  const pairs = Array.from({ length: count }, () => drawPair(random, material, type).map(encode).join("="));
  // whose, so that something is found
  if (random.chance(0.4)) pairs.push("patient=willem-voorbeeld");
  return pairs.join("&");
}

const garbage = ["..", ".", "", "%2e%2e", "%00", "%", "%ff", "%c0%ae", "%F0%9F%92%A9", "%2F", "%252e", "a".repeat(300), "$", "$x", "_search", "_history", "*", "metadata", ".well-known", "999911120", ";a=b", "Patient:1", "[]"];

/** A path below the FHIR base, by one of the routes that exist, or nearly. */
export function drawPath(random: Random, material: Material, type: string): string {
  const reference = random.chance(0.7) ? random.pick(material.seen.references.filter((each) => each.startsWith(`${type}/`)).concat(`${type}/nobody`)) : random.pick(material.seen.references);
  const form = random.whole(0, 13);
  const operation = random.pick(material.operations);
  const on = operation.resource?.[0] ?? "Patient";
  if (form <= 1) return type;
  if (form <= 3) return reference;
  if (form === 4) return `${reference}/_history`;
  if (form === 5) return `${reference}/_history/${random.pick(["1", "2", "99", "0", "a", "01"])}`;
  if (form === 6) return `${type}/_history`;
  if (form === 7) return random.pick(["", "_history", "metadata", "_search", "$export", ".well-known/smart-configuration"]);
  if (form === 8) return `${type}/_search`;
  if (form <= 10) return operation.instance && random.chance(0.7) ? `${random.chance(0.7) ? `${on}/willem-voorbeeld` : reference}/$${operation.code}` : `${random.chance(0.9) ? on : type}/$${operation.code}`;
  if (form === 11) return Array.from({ length: random.whole(1, 5) }, () => random.pick([...garbage, type, "1", reference])).join("/");
  if (form === 12) return `${reference}${random.pick(["/", "//", "%20", "?", "/a", "/$everything", "."])}`;
  return `${type}/${encodeURIComponent(textOf(drawOdd(random)).slice(0, 200).toWellFormed())}`;
}
