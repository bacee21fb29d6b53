import { parseJson } from "@wijkverband/fhir";
import type { Bundle, Parameters } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { checksumOf, manifestOf, sha256Of, verifyPackage, type PackedVersion } from "./manifest.ts";

const texts = [
  '{"resourceType":"Observation","id":"a","meta":{"versionId":"1"},"valueQuantity":{"value":1.50}}',
  '{"resourceType":"Observation","id":"a","meta":{"versionId":"2"},"valueQuantity":{"value":1.5}}',
  '{"resourceType":"Goal","id":"b","meta":{"versionId":"1"}}',
];
const versions: readonly PackedVersion[] = [
  ...["Observation/a/_history/1", "Observation/a/_history/2", "Goal/b/_history/1"].map((path, place) => ({ path, sha256: sha256Of(texts[place] ?? "") })),
  { path: "Goal/b/_history/2", sha256: undefined },
];
const manifest = manifestOf({ patient: "Patient/p", practice: "Organization/o", made: new Date("2026-11-24T09:00:00Z"), until: undefined, versions });
const packed = (entries: readonly string[] = texts, front: Parameters = manifest): Bundle => parseJson(`{"resourceType":"Bundle","type":"collection","entry":[${[JSON.stringify(front), ...entries].map((text) => `{"resource":${text}}`).join(",")}]}`) as Bundle;

test("a package as it was made is intact, what was deleted included", () => {
  expect(verifyPackage(packed())).toEqual({ outcome: "intact", patient: "Patient/p", versions: 4, resources: 2 });
});

test("one changed letter, a trailing zero of a decimal, a missing or an added version: each is found by its path", () => {
  const broken = (entries: readonly string[]): readonly string[] => {
    const verdict = verifyPackage(packed(entries));
    return verdict.outcome === "broken" ? verdict.faults : [];
  };
  expect(broken([texts[0]!.replace("1.50", "1.5"), ...texts.slice(1)])).toEqual(["Observation/a/_history/1: changed"]);
  expect(broken(texts.slice(0, 2))).toEqual(["Goal/b/_history/1: missing"]);
  expect(broken([...texts, '{"resourceType":"Goal","id":"c","meta":{"versionId":"1"}}'])).toEqual(["Goal/c/_history/1: not in the manifest, or there twice"]);
  expect(broken([...texts, texts[0]!])).toEqual(["Observation/a/_history/1: not in the manifest, or there twice"]);
});

test("a manifest that was rewritten doesn't have its own checksum", () => {
  const without = { ...manifest, parameter: manifest.parameter?.filter(({ part }) => part?.[0]?.valueString !== "Goal/b/_history/1") ?? [] };
  expect(verifyPackage(packed(texts.slice(0, 2), without))).toEqual({ outcome: "broken", faults: ["the checksum isn't that of the manifest", "the manifest doesn't list as many versions as it says"] });
});

test("what is no package is said to be none", () => {
  for (const bundle of [{ resourceType: "Bundle", type: "collection" }, { resourceType: "Bundle", type: "searchset", entry: packed().entry ?? [] }] as const) expect(verifyPackage(bundle as Bundle)).toMatchObject({ outcome: "broken", faults: ["this is no dossier package"] });
});

test("the checksum is SHA-256 over a line for each version", () => {
  expect(checksumOf([{ path: "Goal/b/_history/1", sha256: "00" }, { path: "Goal/b/_history/2", sha256: undefined }])).toBe(sha256Of("Goal/b/_history/1 00\nGoal/b/_history/2 deleted\n"));
  expect(sha256Of("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
