import { isCoded, reach, text } from "../json.ts";
import { own, planCode, snomed } from "../region/codes.ts";
import { endOf } from "./instants.ts";
import { latest, type Kept } from "../world.ts";

/** What sort of thing it is, in the words of the page. */
export type Sort = "ordinary" | "limit" | "directive" | "privacy" | "plan" | "home" | "statement" | "notice" | "registration" | "emergency" | "review" | "erase" | "task" | "proposal" | "plan-proposal" | "invitation" | "team-task" | "minutes" | "transfer" | "contact-report" | "contact-task" | "explanation";

export function sortOf(kept: Kept): Sort {
  const json = latest(kept);
  if (kept.type === "Consent") {
    const scopes = reach(json, "scope.coding").map((coding) => text(coding, "code"));
    if (scopes.includes("patient-privacy")) return "privacy";
    return scopes.includes("treatment") ? "limit" : "directive";
  }
  if (kept.type === "CarePlan" && isCoded(json, "category", snomed, planCode)) return "plan";
  if (kept.type === "Flag" && isCoded(json, "category", own("overdracht"), "toegang-woning")) return "home";
  if (kept.type === "Communication" && isCoded(json, "category", own("bericht"), "melding")) return "notice";
  if (kept.type === "Communication" && isCoded(json, "category", own("bericht"), "verklaring-patient")) return "statement";
  if (kept.type === "Communication" && isCoded(json, "category", own("bericht"), "toelichting-signaal")) return "explanation";
  if (kept.type === "Composition" && isCoded(json, "type", own("verslag"), "mdo-verslag")) return "minutes";
  if (kept.type === "Composition" && isCoded(json, "type", own("verslag"), "waarneembericht")) return "contact-report";
  // a document is what it begins with
  if (kept.type === "Bundle" && isCoded(reach(json, "entry")[0], "resource.type", own("verslag"), "waarneembericht")) return "contact-report";
  if (kept.type !== "Task") return "ordinary";
  if (isCoded(json, "code", own("taak"), "inschrijving")) return "registration";
  if (isCoded(json, "code", own("taak"), "noodtoegang")) return "emergency";
  if (isCoded(json, "code", own("taak"), "noodtoegang-beoordelen")) return "review";
  if (isCoded(json, "code", own("taak"), "wisverzoek")) return "erase";
  if (isCoded(json, "code", own("taak"), "voorstel")) return "proposal";
  if (isCoded(json, "code", own("taak"), "voorstel-zorgplan")) return "plan-proposal";
  if (isCoded(json, "code", own("taak"), "uitnodiging")) return "invitation";
  if (["overschrijving", "overschrijving-betwist", "overschrijving-gevraagd"].some((code) => isCoded(json, "code", own("taak"), code))) return "transfer";
  if (["waarneembericht", "waarneembericht-verstuurd"].some((code) => isCoded(json, "code", own("taak"), code))) return "contact-task";
  return isCoded(json, "code", own("taak"), "opdracht") ? "team-task" : "task";
}

/** How to get into a home, when that has ended: no history shows it any more (`home-access`). */
export function isEndedHome(kept: Kept, at: Date): boolean {
  if (sortOf(kept) !== "home") return false;
  const end = text(latest(kept), "period.end");
  // an instant at which it ends belongs to it, as FHIR says of a Period
  const over = end !== undefined && (end.length === 10 ? at.getTime() >= endOf(end) : at.getTime() > endOf(end));
  return kept.deleted || latest(kept)["status"] !== "active" || over;
}

/** A note about somebody else, or kept from the patient for another reason in law. */
export function isWithheld(kept: Kept): boolean {
  return reach(latest(kept), "meta.security").some((label) => text(label, "system") === own("inzage") && text(label, "code") === "afgeschermd");
}
