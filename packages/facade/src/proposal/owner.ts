import { Anomaly } from "@wijkverband/fhir";
import type { Domain, Labels } from "@wijkverband/policy";
import type { Context } from "../context.ts";
import { practiceNow } from "../practice-now.ts";

/** Domains of which each organisation keeps what it wrote. Everything else is the record's or the plan's. */
const ownParts: readonly (Domain | undefined)[] = ["verpleegkundig", "farmaceutisch", "sociaal"];

/** Which organisation decides on what is proposed about something with these labels, now: of an own part who wrote it, of the record and the plan the practice
 *  of registration. @throws {Anomaly} `rule` when there is nobody: the patient is registered nowhere. */
export async function decidingOrganization({ house, at }: Pick<Context, "house" | "at">, { domain, author, patient }: Labels): Promise<string> {
  if (ownParts.includes(domain) && author !== undefined) return author;
  // a registration that began since this was asked counts too
  const now = new Date(Math.max(at.getTime(), house.clock().getTime()));
  const practice = patient === undefined ? undefined : await practiceNow(house.store, patient, now);
  if (practice !== undefined) return practice;
  const text = "nobody decides on this now: the patient is registered at no practice";
  throw new Anomaly("rule", text, { issues: [{ text, rule: "propose" }] });
}
