import { expect, test } from "vitest";
import { createKeptAnswers } from "./kept-answers.ts";

const at = new Date("2026-11-24T02:00:00Z");

function openKept() {
  const made: string[] = [];
  const stamps = new Map<string, string>();
  const kept = createKeptAnswers<string>({ stamp: async (patient) => stamps.get(patient) ?? "1" }, { size: (value) => value.length });
  const get = (id: string, now = at, variant?: string): Promise<string> =>
    kept.get({ id }, now, {
      ...(variant !== undefined && { variant }),
      make: async () => {
        made.push(variant === undefined ? id : `${id} ${variant}`);
        return { value: `answer about ${id}`, until: at.getTime() + 60_000 };
      },
    });
  return { get, forget: (patient: string) => kept.forget(patient), made, stamps };
}

test("an answer is made once while nothing changes, and anew when the stamp or the clock moved on", async () => {
  const { get, made, stamps } = openKept();
  expect(await get("p")).toBe("answer about p");
  await get("p");
  expect(made).toEqual(["p"]);
  stamps.set("p", "2");
  await get("p");
  await get("p", new Date(at.getTime() + 60_000));
  expect(made).toEqual(["p", "p", "p"]);
});

test("keep-and-erase: of a patient whose record was erased nothing is kept, of others it is", async () => {
  const { get, forget, made } = openKept();
  await get("p");
  await get("q");
  forget("p");
  forget("nobody");
  await get("q");
  await get("p");
  expect(made).toEqual(["p", "q", "p"]);
});

test("what is kept of one patient for several readers is told apart, and forgotten together", async () => {
  const { get, forget, made } = openKept();
  for (const variant of ["nurse", "social worker", "nurse"]) await get("p", at, variant);
  expect(made).toEqual(["p nurse", "p social worker"]);
  forget("p");
  for (const variant of ["nurse", "social worker"]) await get("p", at, variant);
  expect(made).toHaveLength(4);
});
