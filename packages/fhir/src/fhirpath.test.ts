import { expect, test } from "vitest";
import { Anomaly } from "./anomaly.ts";
import { evaluatePath, isTrueAt, parsePath } from "./fhirpath.ts";

const patient = { resourceType: "Patient", id: "p", name: [{ family: "de Vries" }, { family: "Bakker" }], active: true };

test("an expression selects plain values", () => {
  expect(evaluatePath("Patient.name.family", patient)).toEqual(["de Vries", "Bakker"]);
});

test("a variable is given by name", () => {
  expect(evaluatePath("name.where(family = %wanted).family", patient, { wanted: "Bakker" })).toEqual(["Bakker"]);
});

test("only one true is true", () => {
  expect(isTrueAt("active", patient)).toBe(true);
  expect(isTrueAt("name.exists() and id = 'q'", patient)).toBe(false);
  expect(isTrueAt("name.family", patient)).toBe(false);
  expect(isTrueAt("photo", patient)).toBe(false);
});

test("an expression is parsed once", () => {
  expect(parsePath("Patient.name")).toBe(parsePath("Patient.name"));
});

test.each(["Patient.(", "name.where(", "name ..x", "name family", "name where (", "name)", "name) or (family", "name // family\n family", ""])("%s is refused", (expression) => {
  expect(() => parsePath(expression)).toThrow(Anomaly);
});

test.each(["active implies name.exists()", "name.family | id", "active = true or name.exists() and id = 'p'"])("%s is an expression to its end", (expression) => {
  expect(() => parsePath(expression)).not.toThrow();
});

test("what can't be evaluated is refused, not thrown at random", () => {
  expect(() => evaluatePath("name.unheardOf()", patient)).toThrow(Anomaly);
});

test("callers' expressions don't fill memory", () => {
  const first = parsePath("Patient.extension[0]");
  for (let index = 1; index <= 2000; index++) parsePath(`Patient.extension[${index}]`);
  expect(parsePath("Patient.extension[0]")).not.toBe(first);
});
