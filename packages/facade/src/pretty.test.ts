import { describe, expect, test } from "vitest";
import { prettyJson, prettyXml } from "./pretty.ts";

describe("an answer for who reads it", () => {
  test("has line breaks in JSON, and the same texts and numbers", () => {
    const text = '{"a":[1.50,{"b":"x,{}\\"[:\\\\"}],"c":{},"d":[],"e":1e3}';
    expect(prettyJson(text)).toBe('{\n  "a": [\n    1.50,\n    {\n      "b": "x,{}\\"[:\\\\"\n    }\n  ],\n  "c": {},\n  "d": [],\n  "e": 1e3\n}');
    expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
  });

  test("is as long as it needs be, with a text of megabytes in it", () => {
    const text = JSON.stringify({ data: `${"ab\\".repeat(2_000_000)}"` });
    expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
  });

  test("has line breaks in XML, but for the narrative, in which white space counts", () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><div>een <b>twee</b></div> <i>drie</i></div>';
    const text = `<?xml version="1.0" encoding="UTF-8"?><Patient xmlns="http://hl7.org/fhir"><id value="a>b"/><text><status value="generated"/>${div}</text><active value="true"/></Patient>`;
    expect(prettyXml(text)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Patient xmlns="http://hl7.org/fhir">\n  <id value="a>b"/>\n  <text>\n    <status value="generated"/>\n    ${div}\n  </text>\n  <active value="true"/>\n</Patient>`,
    );
  });
});
