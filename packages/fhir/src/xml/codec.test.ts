import { describe, expect, test } from "vitest";
import type { Anomaly } from "../anomaly.ts";
import { parseJson, stringifyJson } from "../json.ts";
import { refusal } from "../refusal.fixture.ts";
import { loadDefinitions } from "../validation/definitions.ts";
import { createValidator } from "../validation/validator.ts";
import { createXmlCodec } from "./codec.ts";

const root = new URL("../../../../profiles/", import.meta.url);
const { resourceToXml, xmlToResource, xmlToResourceInSteps } = createXmlCodec(createValidator(loadDefinitions(new URL("generated", root).pathname)));

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const patient = (content: string): string => `<Patient xmlns="http://hl7.org/fhir">${content}</Patient>`;
const there = (json: unknown): string => resourceToXml(typeof json === "string" ? json : JSON.stringify(json)).replace(declaration, "");
const back = (xml: string): string => stringifyJson(xmlToResource(xml));

/** The anomaly that reading gives. */
const refusalOf = (xml: string): Anomaly => refusal(() => xmlToResource(xml));

describe("a resource in XML", () => {
  test("stands in the order of the specification, whatever the order in JSON", () => {
    expect(there({ birthDate: "1950-01-01", resourceType: "Patient", name: [{ given: ["Willem"], family: "Voorbeeld" }], id: "a" })).toBe(
      patient('<id value="a"/><name><family value="Voorbeeld"/><given value="Willem"/></name><birthDate value="1950-01-01"/>'),
    );
  });

  test("keeps decimals as they were written, in single elements and in lists", () => {
    const json = '{"resourceType":"Observation","valueQuantity":{"value":1.50},"component":[{"valueQuantity":{"value":1e3}},{"valueQuantity":{"value":-0.00}},{"valueSampledData":{"period":0.10}}]}';
    const xml = there(json);
    for (const written of ['"1.50"', '"1e3"', '"-0.00"', '"0.10"']) expect(xml).toContain(written);
    expect(back(xml)).toBe(json);
  });

  test("has the id and extensions of a primitive inside its element, also where it has no value", () => {
    const json = {
      resourceType: "Patient",
      name: [{ given: ["A", null, "C"], _given: [null, { extension: [{ url: "urn:x", valueCode: "masked" }] }, { id: "c" }] }],
      birthDate: "1950-01-01",
      _birthDate: { id: "b", extension: [{ url: "urn:t", valueDateTime: "1950-01-01T10:00:00Z" }] },
      _deceasedBoolean: { extension: [{ url: "urn:x", valueCode: "unknown" }] },
    };
    const xml = there(json);
    expect(xml).toContain('<given value="A"/><given><extension url="urn:x"><valueCode value="masked"/></extension></given><given id="c" value="C"/>');
    expect(JSON.parse(back(xml))).toEqual(json);
  });

  test("with only extensions in a list of primitives has no list of values in JSON, and gets nulls when one follows", () => {
    const extension = { extension: [{ url: "urn:x", valueCode: "masked" }] };
    const only = { resourceType: "Patient", name: [{ _given: [extension] }] };
    const first = { resourceType: "Patient", name: [{ given: [null, "B"], _given: [extension, null] }] };
    for (const json of [only, first]) expect(JSON.parse(back(there(json)))).toEqual(json);
  });

  test("holds others: contained, in entries of a Bundle within a Bundle, and in Parameters", () => {
    const inner = { resourceType: "Bundle", type: "collection", entry: [{ fullUrl: "urn:uuid:1", resource: { resourceType: "Patient", contained: [{ resourceType: "Organization", id: "o", name: "Wijk & co" }], active: true } }] };
    const json = { resourceType: "Parameters", parameter: [{ name: "a", resource: { resourceType: "Bundle", type: "batch", entry: [{ resource: inner, request: { method: "POST", url: "Bundle" } }] } }, { name: "b", part: [{ name: "c", part: [{ name: "d", valueBase64Binary: "AAEC" }] }] }] };
    expect(JSON.parse(back(there(json)))).toEqual(json);
  });

  test("keeps the white space, quotes and marks of a text", () => {
    const json = { resourceType: "Basic", extension: [{ url: "urn:x", valueMarkdown: ' a\n\tb\r\n"c" <d> & \'e\' ]]> é 💚 \u00a0' }] };
    expect(JSON.parse(back(there(json)))).toEqual(json);
  });

  test("shows a character that XML can't hold as the replacement sign", () => {
    expect(there({ resourceType: "Patient", gender: "a\u0001b\ud800" })).toBe(patient('<gender value="a\ufffdb\ufffd"/>'));
  });

  test("writes what the definitions don't know last and as it stands", () => {
    expect(there({ resourceType: "Immunization", site: { coding: [{ code: "x" }] }, id: "i" })).toBe(
      '<Immunization xmlns="http://hl7.org/fhir"><site><coding><code value="x"/></coding></site><id value="i"/></Immunization>',
    );
  });

  test("may be read with a prefix, a declaration, comments and white space", () => {
    const xml = `\n<!-- a --><f:Patient xmlns:f="http://hl7.org/fhir">\n  <!-- b --><f:active value="true"/>\n</f:Patient><!-- c -->`;
    expect(back(xml.trim())).toBe('{"resourceType":"Patient","active":true}');
    expect(back(declaration + patient('<active value="&#116;rue"/>'))).toBe('{"resourceType":"Patient","active":true}');
  });
});

describe("a narrative", () => {
  const inXml = (div: string): string => patient(`<text><status value="generated"/>${div}</text>`);
  const inJson = (div: string): object => ({ resourceType: "Patient", text: { status: "generated", div } });

  test.each([
    '<div xmlns="http://www.w3.org/1999/xhtml">a<br/><b class="x">&lt;b&gt; &amp; é</b> <!-- kept --> <p\n>  c </p></div>',
    "<div xmlns='http://www.w3.org/1999/xhtml' xml:lang=\"nl\"><img src=\"#a\" alt='\"'/></div>",
    '<div xmlns="http://www.w3.org/1999/xhtml"/>',
  ])("goes through as it is: %s", (div) => {
    expect(there(inJson(div))).toBe(inXml(div));
    expect(JSON.parse(back(inXml(div)))).toEqual(inJson(div));
  });

  test("gets numbers for what HTML has names for", () => {
    expect(there(inJson('<div xmlns="http://www.w3.org/1999/xhtml">a&nbsp;b&euro;&amp;</div>'))).toBe(inXml('<div xmlns="http://www.w3.org/1999/xhtml">a&#160;b&#8364;&amp;</div>'));
  });

  test("whose namespace is declared elsewhere is written so that it stands by itself", () => {
    const xml = '<Patient xmlns="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml"><text><status value="generated"/><h:div title="&quot;&lt;"><h:p>a &amp; b</h:p><h:br/></h:div></text></Patient>';
    expect(JSON.parse(back(xml))).toEqual(inJson('<div xmlns="http://www.w3.org/1999/xhtml" title="&quot;&lt;"><p>a &amp; b</p><br/></div>'));
  });

  test.each(["<div>not closed", 'plain & <b onclick="x">', '<div xmlns="http://www.w3.org/1999/xhtml">a</div><active value="false"/>', '<div xmlns="http://www.w3.org/1999/xhtml">&unknown;</div>', '<div xmlns="urn:other">a</div>'])(
    "that isn't one is shown as text, so that it can't break out: %s",
    (div) => {
      const xml = there(inJson(div));
      expect(xml).toContain('<div xmlns="http://www.w3.org/1999/xhtml">');
      expect(Object.keys(xmlToResource(xml) as object)).toEqual(["resourceType", "text"]);
    },
  );

  test("holds nothing of another namespace", () => {
    expect(refusalOf(inXml('<div xmlns="http://www.w3.org/1999/xhtml"><svg xmlns="http://www.w3.org/2000/svg"/></div>')).message).toContain("expected only XHTML");
  });
});

describe("what isn't a resource in XML is refused", () => {
  test.each([
    ["nothing", "", "not well-formed"],
    ["JSON", '{"resourceType":"Patient"}', "not well-formed"],
    ["two roots", `${patient("")}${patient("")}`, "not well-formed"],
    ["an element that isn't closed", '<Patient xmlns="http://hl7.org/fhir"><id value="geheim">', "not well-formed"],
    ["an entity of HTML", patient('<id value="&nbsp;"/>'), "not well-formed"],
    ["a document type", `<!DOCTYPE Patient SYSTEM "file:///etc/passwd">${patient("")}`, "document type"],
    ["a processing instruction", `<?xml-stylesheet href="http://geheim.example"?>${patient("")}`, "processing instruction"],
    ["XML 1.1", `<?xml version="1.1"?>${patient("")}`, "XML 1.0"],
    ["another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>${patient("")}`, "UTF-8"],
    ["no namespace", "<Patient/>", "namespace"],
    ["another namespace", '<Patient xmlns="urn:hl7-org:v3"/>', "namespace"],
    ["another namespace inside", patient('<name xmlns="urn:geheim"><family value="geheim"/></name>'), "namespace"],
    ["a data type", '<HumanName xmlns="http://hl7.org/fhir"><family value="geheim"/></HumanName>', "resource type"],
    ["an unknown type", '<Geheim xmlns="http://hl7.org/fhir"/>', "resource type"],
    ["an unknown element", patient('<geheim value="a"/>'), "isn't known here"],
    ["__proto__ as element", patient('<__proto__ value="a"/>'), "isn't known here"],
    ["an unknown attribute", patient('<active value="true" geheim="a"/>'), "isn't known here"],
    ["xml:lang", patient('<active value="true" xml:lang="nl"/>'), "isn't known here"],
    ["an attribute at a resource", '<Patient xmlns="http://hl7.org/fhir" id="geheim"/>', "no attribute"],
    ["text between elements", patient("geheim"), "text between"],
    ["another order", patient('<birthDate value="1950-01-01"/><active value="true"/>'), "order"],
    ["one element twice", patient('<active value="true"/><active value="geheim"/>'), "once"],
    ["an element without anything", patient("<active/>"), "says nothing"],
    ["a group without anything", patient("<name/>"), "says nothing"],
    ["a truth in Dutch", patient('<active value="waar"/>'), "true or false"],
    ["words for a number", patient('<multipleBirthInteger value="geheim"/>'), "a number"],
    ["two contained resources in one", patient('<contained><Patient><id value="a"/></Patient><Patient/></contained>'), "one resource"],
    ["a narrative of another kind", patient('<text><status value="generated"/><div>geheim</div></text>'), "text between"],
  ])("%s", (_, xml, said) => {
    const refusal = refusalOf(xml);
    expect(refusal.category).toBe("incorrect");
    expect(refusal.message).toContain(said);
    expect(refusal.message).toMatch(/\(line \d+, column \d+\)$/);
    expect(JSON.stringify(refusal.issues)).not.toMatch(/geheim/i);
  });

  test("with the line, the column and the place", () => {
    const xml = '<Patient xmlns="http://hl7.org/fhir">\r\n  <name>\n    <given value="A"/>\n    <given geheim="B"/>\n  </name>\n</Patient>';
    expect(refusalOf(xml).issues).toEqual([{ text: "an attribute that isn't known here (line 4, column 5)", expression: "Patient.name[0].given[1]" }]);
    const choice = '<Observation xmlns="http://hl7.org/fhir"><valueQuantity><value value="a"/></valueQuantity></Observation>';
    expect(refusalOf(choice).issues[0]?.expression).toBe("Observation.value.value");
  });

  test("nests too deep, in XML or in what it would be in JSON", () => {
    const nested = (depth: number): string => patient(`${'<extension url="urn:x">'.repeat(depth)}<valueCode value="a"/>${"</extension>".repeat(depth)}`);
    expect(() => parseJson(back(nested(49)))).not.toThrow();
    expect(refusalOf(nested(50)).message).toContain("deeper than 100");
    expect(refusalOf(nested(5000)).message).toContain("deeper than 100");
    const bold = `<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">${"<b>".repeat(200)}`;
    expect(refusalOf(patient(bold)).message).toContain("deeper than 100");
  });

  test("holds more tiny elements or attributes than we read while others wait", () => {
    const bold = (count: number): string => patient(`<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">${"<b/>".repeat(count)}</div></text>`);
    expect(() => back(bold(24_000))).not.toThrow();
    expect(refusalOf(bold(25_000)).issues[0]?.text).toBe("the body has more than 25000 elements (line 1, column 100097)");
    const names = patient(`<active ${Array.from({ length: 25_001 }, (_, at) => `a${at}=""`).join(" ")}/>`);
    expect(refusalOf(names).message).toContain("more than 25000 attributes");
  });

  test("is read in steps as it is in one go, wherever a step ends", () => {
    const inSteps = (xml: string): { steps: number; json: string } => {
      const reading = xmlToResourceInSteps(xml);
      for (let steps = 1; ; steps += 1) {
        const { done, value } = reading.next();
        if (done === true) return { steps, json: stringifyJson(value) };
      }
    };
    for (const shift of [0, 1, 2, 3, 4, 5, 6]) {
      const xml = patient(`${" ".repeat(shift)}${'<name><family value="é💚&amp;\r\n"/></name>'.repeat(5000)}`);
      const { steps, json } = inSteps(xml);
      expect(steps).toBe(Math.ceil(xml.length / 65_536));
      expect(json).toBe(back(xml));
    }
  });

  test("has a narrative of more than a million characters, which as JSON is given as XML all the same", () => {
    const xhtml = (text: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>`;
    const long = xhtml("&lt;".repeat(300_000));
    const xml = there({ resourceType: "Patient", text: { status: "generated", div: long } });
    expect(xml).toContain(long);
    expect(refusalOf(xml)).toMatchObject({ category: "incorrect", issues: [{ text: "a narrative has 1048576 characters at most (line 1, column 71)" }] });
    expect(() => back(patient(`<text><status value="generated"/>${xhtml("a".repeat(1_000_000))}</text>`))).not.toThrow();
  });

  test("but what was taken can be given in a Bundle, however deep it is", () => {
    const inside = back(patient(`${'<extension url="urn:x">'.repeat(49)}<valueCode value="a"/>${"</extension>".repeat(49)}`));
    expect(resourceToXml(`{"resourceType":"Bundle","type":"searchset","entry":[{"resource":${inside}}]}`)).toContain('<valueCode value="a"/>');
  });

  test("asks for a billion laughs", () => {
    const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
    const xml = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${laughs}]>${patient('<id value="&l10;"/>')}`;
    expect(refusalOf(xml).message).toContain("document type");
  });
});
