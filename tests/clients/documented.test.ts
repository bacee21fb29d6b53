import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");
const { devDependencies: installed } = JSON.parse(read("../../package.json")) as { readonly devDependencies: Readonly<Record<string, string>> };
const page = read("../../docs/clients.md");
const block = (language: string): string | undefined => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(page)?.[1];

test.each([
  ["java", "hapi/src/main/java/nl/wijkverband/clients/Example.java"],
  ["python", "fhirpy/example.py"],
])("docs/clients.md shows the example in %s that tests/clients/run runs", (language, file) => {
  expect(block(language)).toBe(read(file));
});

test("docs/clients.md names the versions that are tried", () => {
  const tried = new Map([...page.matchAll(/^\| \[?(\w[\w ]*?|[\w-]+)\](?:\([^)]*\))?[^|]*\|[^|]*\| ([\d.]+) \|/gm)].map(([, name = "", version = ""]) => [name, version]));
  expect(Object.fromEntries(tried)).toEqual({
    oauth4webapi: installed["oauth4webapi"],
    "fhir-kit-client": installed["fhir-kit-client"],
    fhirclient: installed["fhirclient"],
    MedplumClient: installed["@medplum/core"],
    "HAPI FHIR": /<hapi.version>(.*)<\/hapi.version>/.exec(read("hapi/pom.xml"))?.[1],
    "Nimbus OAuth SDK": /<nimbus.version>(.*)<\/nimbus.version>/.exec(read("hapi/pom.xml"))?.[1],
    fhirpy: /^fhirpy==(.*)$/m.exec(read("fhirpy/requirements.txt"))?.[1],
  });
});
