import { isCoded, reach, references, text, texts } from "../json.ts";
import { organizationType, own } from "../region/codes.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { isInForce } from "./instants.ts";

/** One thing that the patient said, that is about this organisation and this item. The higher a number, the more specific. */
interface Said {
  readonly permit: boolean;
  /** 3 this organisation, 2 its kind, 1 everyone. */
  readonly whom: number;
  /** 3 this item, 2 its domain, 1 all. */
  readonly what: number;
}

/** The patient permitted this organisation to see this item, and there is no objection that stands. */
export function isPermitted(world: World, asker: Asker, item: Kept, at: Date): boolean {
  const said = saidOf(world, asker, item, at);
  return said.some(({ permit }) => permit) && !objectionStands(said);
}

/** No objection to this organisation stands, for this item. */
export function isUnobjected(world: World, asker: Asker, item: Kept, at: Date): boolean {
  return !objectionStands(saidOf(world, asker, item, at));
}

/** "Specific goes before general; an objection wins a tie": an objection stands unless some permit is more specific than it, and in no way less. */
function objectionStands(said: readonly Said[]): boolean {
  for (const objection of said) {
    if (objection.permit) continue;
    let beaten = false;
    for (const permit of said) {
      if (!permit.permit) continue;
      const atLeast = permit.whom >= objection.whom && permit.what >= objection.what;
      const more = permit.whom > objection.whom || permit.what > objection.what;
      if (atLeast && more) beaten = true;
    }
    if (!beaten) return true;
  }
  return false;
}

function saidOf(world: World, asker: Asker, item: Kept, at: Date): readonly Said[] {
  const said: Said[] = [];
  for (const kept of world.byPatient.get(item.patient ?? "") ?? []) {
    if (kept.type !== "Consent" || kept.deleted) continue;
    const consent = latest(kept);
    // a treatment limit never changes who may look
    if (!isPrivacy(consent) || consent["status"] !== "active" || !isInForce(consent, "provision.period", at)) continue;
    for (const rule of reach(consent, "provision.provision")) {
      if (!isInForce(rule, "period", at)) continue;
      const permit = text(rule, "type") === "permit";
      for (const whom of whomOf(rule, asker)) for (const what of whatOf(rule, item)) said.push({ permit, whom, what });
    }
  }
  return said;
}

function isPrivacy(consent: unknown): boolean {
  return reach(consent, "scope.coding").some((coding) => text(coding, "code") === "patient-privacy");
}

function whomOf(rule: unknown, asker: Asker): readonly number[] {
  const actors = reach(rule, "actor");
  if (actors.length === 0) return [1];
  return actors.flatMap((actor) => {
    // who is named is meant, even beside the kind he is of
    const named = references(actor, "reference");
    if (named.length > 0) return asker.organization !== undefined && named.includes(asker.organization) ? [3] : [];
    const kind = asker.organizationType;
    const ofKind = kind !== undefined && (isCoded(actor, "role", organizationType, kind) || isCoded(actor, "role", own("organisatie-soort"), kind));
    return ofKind ? [2] : [];
  });
}

function whatOf(rule: unknown, item: Kept): readonly number[] {
  const items = references(rule, "data.reference");
  const domains = texts(rule, "securityLabel.code");
  if (items.length === 0 && domains.length === 0) return [1];
  return [...(items.includes(item.ref) ? [3] : []), ...(item.domain !== undefined && domains.includes(item.domain) ? [2] : [])];
}
