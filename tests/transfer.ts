import type { Parameters, ParametersParameter } from "hl7-fhir-r4-types";
import { byBsn, type Answer, type Demo } from "./harness.ts";

export const former = "Organization/praktijk-voorbeeldstraat";
export const elsewhere = "Organization/praktijk-elders";
/** The BSN of the main patient. */
export const willem = "999911120";

/** What a practice declares; `undefined` leaves something out. */
export interface Declared {
  readonly practice?: string | undefined;
  readonly gp?: string | undefined;
  readonly chosenOn?: string | undefined;
  readonly identifiedBy?: string | undefined;
  readonly consent?: boolean | undefined;
}

/** The input of `$transfer-registration`. */
export function declared({ practice, gp, chosenOn = "2026-11-23", identifiedBy = "paspoort, aan de balie", consent = true }: Declared = {}, left: readonly string[] = []): ParametersParameter[] {
  const given: readonly (ParametersParameter | undefined)[] = [
    practice === undefined ? undefined : { name: "practice", valueReference: { reference: practice } },
    gp === undefined ? undefined : { name: "gp", valueReference: { reference: gp } },
    { name: "chosen-on", valueDate: chosenOn },
    { name: "identified-by", valueString: identifiedBy },
    { name: "consent", valueBoolean: consent },
  ];
  return given.filter((each) => each !== undefined && !left.includes(each.name)) as ParametersParameter[];
}

/** A practice declares that the patient with a BSN chose it. */
export function transfer(demo: Demo, who: string, bsn: string = willem, what: Declared = {}, left: readonly string[] = []): Promise<Answer> {
  return demo.ask(who, "POST", "Patient/$transfer-registration", byBsn(bsn, ...declared(what, left)));
}

/** The main patient, or who stands in, asks a practice. */
export function askFor(demo: Demo, who: string, practice: string): Promise<Answer> {
  const body: Parameters = { resourceType: "Parameters", parameter: declared({ practice }, ["chosen-on", "identified-by"]) };
  return demo.ask(who, "POST", "Patient/willem-voorbeeld/$transfer-registration", body);
}

/** The one Task of a kind about the main patient that somebody sees waiting. */
export async function waitingTask(demo: Demo, who: string, code: string): Promise<Answer> {
  const found = await demo.ask(who, "GET", `Task?patient=Patient/willem-voorbeeld&code=https://wijkverband.example/fhir/CodeSystem/taak|${code}&status=requested`);
  const id = found.body.entry?.[0]?.resource?.id;
  return demo.ask(who, "GET", `Task/${id}`);
}

/** Practices where a patient is registered now. */
export async function practicesOf(demo: Demo, patient = "willem-voorbeeld"): Promise<readonly string[]> {
  const rows = await demo.runtime.house.store.tiesOf(patient, "registered");
  return rows.map(({ holder }) => holder);
}
