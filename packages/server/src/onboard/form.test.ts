import { describe, expect, test } from "vitest";
import { numbersOf, readForm } from "./form.ts";
import { faultsOf, type Shape } from "./shape.ts";

const shape: Shape = {
  is: "object",
  needed: ["name"],
  oneOf: [["ura", "kvk"]],
  fields: { name: { is: "text", what: "a text" }, ura: { is: "text", what: "eight digits", pattern: /^\d{8}$/ }, kvk: { is: "text", what: "eight digits" }, days: { is: "list", least: 1, of: { is: "choice", of: ["mon", "tue"] } }, open: { is: "boolean" }, keys: { is: "anything" } },
};

describe("what a form may hold", () => {
  test("is said of each field that isn't right, by its path", () => {
    expect(faultsOf(shape, { name: "a", ura: "12345678", days: ["mon"], open: true, keys: [1] }, "")).toEqual([]);
    expect(faultsOf(shape, { name: " ", ura: "1", days: ["mon", "wed"], open: "yes", more: 1 }, "")).toEqual([
      "name: is a text",
      "ura: is eight digits",
      "days[1]: is one of mon, tue",
      "open: is true or false",
      "more: isn't a field of the form; there are name, ura, kvk, days, open, keys",
    ]);
    expect(faultsOf(shape, { days: [] }, "a[0]")).toEqual(["a[0].name: is missing", "a[0]: has ura or kvk", "a[0].days: holds at least 1"]);
    expect(faultsOf(shape, { name: "a", kvk: "1", days: "mon" }, "")).toEqual(["days: is a list"]);
    for (const value of [undefined, null, [], "text"]) expect(faultsOf(shape, value, "")).toEqual(["the form: is an object"]);
  });

  test.each(["__proto__", "constructor", "toString"])("knows no field %s", (name) => {
    expect(faultsOf(shape, JSON.parse(`{"name":"a","kvk":"1","${name}":1}`), "")).toHaveLength(1);
  });
});

describe("a form", () => {
  const organization = { name: "Praktijk", type: "Z3", ura: "12345678" };
  const wrong = (form: object): string => {
    try {
      readForm(JSON.stringify({ organization, ...form }));
      return "";
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : "";
    }
  };

  test("is JSON", () => {
    expect(() => readForm("{")).toThrow("the form isn't JSON");
    expect(readForm(JSON.stringify({ organization })).organization).toEqual(organization);
  });

  test("names a person with a role once, and a supervisor for who works under one", () => {
    const person = { family: "Fictief", role: "huisarts", uzi: "900000301" };
    expect(wrong({ people: [person, { ...person, role: "praktijkmanager" }] })).toBe("");
    expect(wrong({ people: [person, person] })).toBe("people[1].role: this person stands in the form with this role already");
    expect(wrong({ people: [{ ...person, supervisor: "900000302" }] })).toBe("people[0].supervisor: huisarts works under nobody");
    expect(wrong({ people: [{ ...person, role: "physician-assistant" }] })).toBe("");
    expect(wrong({ people: [{ ...person, role: "patient" }] })).toContain("people[0].role: is one of");
  });

  test("has hours of a service once, that are the whole day or have both ends", () => {
    const hours = { service: "anw", times: [{ days: ["sat"], allDay: true }] };
    expect(wrong({ hours: [hours] })).toBe("");
    expect(wrong({ hours: [hours, hours] })).toBe("hours[1].service: anw stands in the form twice");
    expect(wrong({ hours: [{ ...hours, times: [{ days: ["sat"], allDay: true, from: "08:00" }] }] })).toBe("hours[0].times[0]: is the whole day (allDay), or has from and until");
    expect(wrong({ hours: [{ ...hours, times: [{ days: ["sat"], from: "25:00", until: "08:00" }] }] })).toBe("hours[0].times[0].from: is a time (17:00)");
  });

  test("ties in one direction, for days in their order", () => {
    const tie = { kind: "lid", from: "2026-01-01" };
    expect(wrong({ affiliations: [{ ...tie, by: { kvk: "12345678" }, for: { kvk: "12345679" } }] })).toBe("affiliations[0]: has by or for, not both");
    expect(wrong({ affiliations: [{ ...tie, by: { kvk: "12345678" }, until: "2025-01-01" }] })).toBe("affiliations[0].until: lies before from");
    expect(wrong({ affiliations: [{ ...tie, by: { kvk: "12345678" }, includesAnw: true }] })).toBe("affiliations[0].includesAnw: is said of waarneming only");
  });

  test("keeps the own number of a person apart from national ones", () => {
    expect(numbersOf({ family: "a", role: "verzorgende", number: "7", big: "12345678901" }, "urn:own")).toEqual([{ system: "http://fhir.nl/fhir/NamingSystem/big", value: "12345678901" }, { system: "urn:own", value: "7" }]);
  });
});
