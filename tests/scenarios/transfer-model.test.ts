import { mainPatient } from "@wijkverband/server";
import * as fc from "fast-check";
import type { CareTeam, Patient, Task } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { propose, replaced } from "../proposals.ts";
import "../seed.ts";
import { askFor, elsewhere, former, practicesOf, transfer } from "../transfer.ts";
import { useDemo } from "../use-demo.ts";

/** Who speaks for a practice. */
const huisartsOf: Readonly<Record<string, string>> = { [former]: "huisarts", [elsewhere]: "huisarts-elders" };
const practices = [former, elsewhere];
const codes = { transfer: "overschrijving", contest: "overschrijving-betwist", request: "overschrijving-gevraagd" };

type Step =
  | { readonly does: "declare" | "ask"; readonly practice: number }
  | { readonly does: "answer"; readonly what: keyof typeof codes; readonly decision: "accept" | "reject"; readonly nth: number }
  | { readonly does: "propose" }
  | { readonly does: "wait"; readonly days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("declare" as const, "ask" as const), practice: fc.nat(1) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("answer" as const), what: fc.constantFrom("transfer" as const, "contest" as const, "request" as const), decision: fc.constantFrom("accept" as const, "reject" as const), nth: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant({ does: "propose" } as const) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("wait" as const), days: fc.constantFrom(1, 20) }) },
);

const demo = useDemo();
let proposed = 0;

const record = () => demo.runtime.house.store.record("willem-voorbeeld");
const open = async (): Promise<readonly Task[]> => (await record()).flatMap((stored) => (stored.type === "Task" ? [stored.resource() as Task] : [])).filter(({ status }) => status === "requested");
const codeOf = ({ code }: Task): string => code?.coding?.[0]?.code ?? "";

/** @returns the status of the answer, where there is one */
async function take(each: Step): Promise<number> {
  switch (each.does) {
    case "declare":
      return (await transfer(demo, huisartsOf[practices[each.practice] ?? ""] ?? "", undefined, { chosenOn: "2026-11-23", identifiedBy: `paspoort ${demo.now.toISOString()}` })).status;
    case "ask":
      return (await askFor(demo, "patient", practices[each.practice] ?? "")).status;
    case "answer": {
      const waiting = (await open()).filter((task) => codeOf(task) === codes[each.what]);
      const task = waiting[each.nth % Math.max(1, waiting.length)];
      if (task === undefined) return 0;
      const parameter = [{ name: "decision", valueCode: each.decision }, { name: "reason", valueString: "Zo is het." }];
      return (await demo.ask(huisartsOf[task.owner?.reference ?? ""], "POST", `Task/${task.id}/$decide`, { resourceType: "Parameters", parameter })).status;
    }
    case "propose":
      proposed += 1;
      return (await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [replaced("AllergyIntolerance.code.text", { valueString: `Voorstel ${proposed}` })])).status;
    case "wait":
      demo.now = new Date(demo.now.getTime() + each.days * 86_400_000);
      return 0;
  }
}

/** What holds whatever happened. */
async function check(): Promise<void> {
  const teams = (await record()).flatMap((stored) => (stored.type === "CareTeam" ? [stored.resource() as CareTeam] : [])).filter(({ category }) => category?.some(({ coding }) => coding?.some(({ code }) => code === "huisartsteam")));
  const active = teams.filter(({ status }) => status === "active");
  expect(active).toHaveLength(1);
  const practice = active[0]?.managingOrganization?.[0]?.reference ?? "";
  expect(await practicesOf(demo)).toEqual([practice]);
  const patient = (await demo.runtime.house.store.read("Patient", "willem-voorbeeld")).resource() as Patient;
  expect(patient.generalPractitioner?.[0]?.reference).toBe(practice);
  // one ends where the next begins
  const inOrder = teams.toSorted((one, other) => (one.period?.start ?? "").localeCompare(other.period?.start ?? ""));
  expect(inOrder.slice(0, -1).map(({ period }) => period?.end)).toEqual(inOrder.slice(1).map(({ period }) => period?.start));
  expect(inOrder.at(-1)).toEqual(active[0]);

  const other = practices.find((each) => each !== practice);
  for (const task of (await open()).filter((each) => each.for !== undefined)) {
    // a move is asked about only while its registration is in force; what else waits for a practice waits for the one of now
    const isMove = codeOf(task) === codes.transfer || codeOf(task) === codes.contest;
    const expected = isMove ? `CareTeam/${active[0]?.id}` : codeOf(task) === codes.request ? other : practice;
    expect([codeOf(task), isMove ? task.focus?.reference : task.owner?.reference]).toEqual([codeOf(task), expected]);
  }
  for (const each of practices) expect((await demo.ask(huisartsOf[each], "GET", mainPatient)).status).toBe(each === practice ? 200 : 404);
}

test("one-practice: however a patient moves, asks and is contested, also at the same moment, one practice has the record and what waits", async () => {
  const moment = fc.array(step, { minLength: 1, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 8 }), async (moments) => {
      for (const together of moments) {
        demo.now = new Date(demo.now.getTime() + 60_000);
        const statuses = await Promise.all(together.map(take));
        expect(statuses.filter((status) => ![0, 200, 202, 404, 409, 422].includes(status))).toEqual([]);
        await check();
      }
    }),
    { numRuns: Number(process.env["TRANSFER_RUNS"] ?? 15) },
  );
  const moves = (await record()).filter(({ type, labels }) => type === "CareTeam" && labels.kind === undefined).length;
  expect(moves).toBeGreaterThan(8);
}, 120_000);
