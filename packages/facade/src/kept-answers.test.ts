import type { Stored } from "@wijkverband/store";
import { expect, test } from "vitest";
import { createKeptAnswers } from "./kept-answers.ts";

const at = new Date("2026-11-24T02:00:00Z");
const patientOf = (id: string): Stored => ({ type: "Patient", id, versionId: "1", lastUpdated: at.toISOString(), deleted: false, labels: { patient: id }, json: "{}", resource: () => ({ resourceType: "Patient" }) });

function openKept() {
  const made: string[] = [];
  const stamps = new Map<string, string>();
  const kept = createKeptAnswers<string>(
    { stamp: async (patient) => stamps.get(patient) ?? "1" },
    {
      make: async ({ id }) => {
        made.push(id);
        return { value: `answer about ${id}`, until: at.getTime() + 60_000 };
      },
      size: (value) => value.length,
    },
  );
  return { kept, made, stamps };
}

test("an answer is made once while nothing changes, and anew when the stamp or the clock moved on", async () => {
  const { kept, made, stamps } = openKept();
  expect(await kept.get(patientOf("p"), at)).toBe("answer about p");
  await kept.get(patientOf("p"), at);
  expect(made).toEqual(["p"]);
  stamps.set("p", "2");
  await kept.get(patientOf("p"), at);
  await kept.get(patientOf("p"), new Date(at.getTime() + 60_000));
  expect(made).toEqual(["p", "p", "p"]);
});

test("keep-and-erase: of a patient whose record was erased nothing is kept, of others it is", async () => {
  const { kept, made } = openKept();
  await kept.get(patientOf("p"), at);
  await kept.get(patientOf("q"), at);
  kept.forget("p");
  kept.forget("nobody");
  await kept.get(patientOf("q"), at);
  await kept.get(patientOf("p"), at);
  expect(made).toEqual(["p", "q", "p"]);
});
