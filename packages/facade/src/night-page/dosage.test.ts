import { expect, test } from "vitest";
import { describeDosage } from "./dosage.ts";
import { textsIn } from "./texts/texts.ts";

const nl = textsIn("nl");

test("a dosage is told as it was written", () => expect(describeDosage({ text: "3 keer per dag 1 zetpil" }, nl)).toBe("3 keer per dag 1 zetpil"));

test("a dosage without a text is put together from its parts", () => {
  expect(
    describeDosage(
      {
        asNeededCodeableConcept: { text: "pijn" },
        doseAndRate: [{ doseQuantity: { value: 5, unit: "mg" } }],
        timing: { repeat: { frequency: 2, period: 1, periodUnit: "d" } },
        route: { text: "onder de huid" },
        maxDosePerPeriod: { numerator: { value: 30, unit: "mg" }, denominator: { value: 24, unit: "uur" } },
      },
      nl,
    ),
  ).toBe("5 mg 2 keer per dag onder de huid; zo nodig: pijn; hoogstens 30 mg per 24 uur");
});

test("'zo nodig' is said once", () => expect(describeDosage({ text: "zo nodig 1 tablet", asNeededBoolean: true }, nl)).toBe("zo nodig 1 tablet"));
