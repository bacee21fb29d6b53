import { practiceOf } from "@wijkverband/care";
import { marksOf } from "@wijkverband/policy";
import type { CareTeam, Resource } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";

/** A request to erase as it comes in: it waits for the practice of registration, whatever was sent, so that it stands in an inbox. Anything else as it is. */
export async function withAddressee<R extends Resource>({ house }: Pick<Context, "house">, resource: R, patient: string | undefined): Promise<R> {
  if (resource.resourceType !== "Task" || marksOf(resource).kind !== "erase-request") return resource;
  const { owner: _sent, ...request } = resource;
  const team = await house.store.holderOf(`registration:${patient}`);
  const practice = team === undefined ? undefined : practiceOf(team.resource() as CareTeam);
  return { ...request, ...(practice !== undefined && { owner: { reference: practice } }) } as unknown as R;
}
