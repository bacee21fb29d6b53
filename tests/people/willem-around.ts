import { to } from "./coding.ts";

/** Who and what the resources about Willem have in common. */
export const willem: ReturnType<typeof to> = to("Patient/willem-voorbeeld", "Willem Voorbeeld");
export const eva: ReturnType<typeof to> = to("PractitionerRole/eva-fictief-huisarts", "Eva Fictief, huisarts");
export const noor: ReturnType<typeof to> = to("PractitionerRole/noor-verzonnen-wijkverpleegkundige", "Noor Verzonnen, wijkverpleegkundige");
export const riet: ReturnType<typeof to> = to("RelatedPerson/riet-voorbeeld", "Riet Voorbeeld, echtgenote");
export const anja: ReturnType<typeof to> = to("RelatedPerson/anja-voorbeeld", "Anja Voorbeeld, dochter");
export const visit: ReturnType<typeof to> = to("Encounter/willem-acp-contact", "Huisbezoek, 10 november 2026");

export const familyRole = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
export const consentScope = "http://terminology.hl7.org/CodeSystem/consentscope";

/** What every resource here carries: an id and its first version. */
export function first(id: string): { id: string; meta: { versionId: string; lastUpdated: string } } {
  return { id, meta: { versionId: "1", lastUpdated: "2026-11-18T15:00:00.000Z" } };
}
