import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Random } from "../../oracle/random.ts";
import type { Json } from "./material.ts";

/** Values that have hurt somebody's server somewhere. */
const odd: readonly Json[] = [
  null, true, false, 0, -1, 1, -0.0, 1e308, 1e-308, 2 ** 31, -(2 ** 31), 2 ** 53 + 2, 0.1, "", " ", "\t\n", "a".repeat(70_000), "\u0000", "\ufeff", "\u202e", "💩", "e\u0301".repeat(50),
  "../..", "..%2f", "${x}", "{{x}}", "'; DROP TABLE resource; --", '"', "<script>", "%00", "%", "\\", "|", "||", ",", "$", "*", "#", "#a", "?", "Patient?", "Patient?name=a", "Patient/", "/Patient/a",
  "urn:uuid:", "urn:uuid:11111111-1111-4111-8111-111111111111", "urn:oid:1.2", "http://", "http://localhost/fhir/Patient/willem-voorbeeld", "https://his.voorbeeld.example/Patient/1", "Patient/x/_history/", "Patient/x/_history/1",
  "9999-12-31", "0000-01-01", "2026-02-30T99:00:00+99:00", "2026-11-24", "2026-11-24T02:00:00Z", "-2026-01-01", "2026-11-24T02:00:00.123456789123456789+14:00", "24:00:00",
  "__proto__", "constructor", "toString", "hasOwnProperty", "resourceType", "Bundle", "length", "then", "(a+)+$", "true", "null", "NaN", "1.0.0", "999999999", mainPatient, mainBsn,
  [], {}, [null], [[]], [{}], { reference: 7 }, { reference: mainPatient }, { extension: [] }, { resourceType: "Patient" }, { value: 1.1, unit: "a" }, { coding: [{ system: "", code: "" }] },
];

/** A value as it would stand in a URL or a name. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

export function drawOdd(random: Random): Json {
  if (random.chance(0.1)) return drawText(random);
  // rarely, for it is refused before anything else is looked at
  return random.chance(0.005) ? "a\ud800" : random.pick(odd);
}

/** Characters of many kinds, a few or hundreds. */
export function drawText(random: Random): string {
  const length = random.chance(0.05) ? random.whole(100, 2000) : random.whole(0, 20);
  const from = random.pick([[32, 126], [0, 127], [0, 0x7ff], [0, 0xd7ff], [48, 57]] as const);
  return String.fromCharCode(...Array.from({ length }, () => random.whole(from[0], from[1])));
}
