import { concept, organizationType, own } from "./codes.ts";
import { drawPeriod, type Draft } from "./draft.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "./people.ts";

const functions: Readonly<Record<string, readonly string[]>> = {
  T2: ["wijkverpleegkundige", "wijkverpleegkundige", "verzorgende", "apotheker"],
  J8: ["apotheker", "apothekersassistent"],
  R5: ["specialist-ouderengeneeskunde", "arts-vg"],
};

/** Draws the neighbourhood team: organisations in a function and, for social work, a person. */
export function drawTeam(draft: Draft, directory: Directory, { id, ref, practice, relatives }: Person): void {
  const { random } = draft;
  if (random.chance(0.1)) return;
  const member = (reference: string, role: string) => ({ role: [concept(own("rol"), role)], member: { reference }, period: random.chance(0.6) ? { start: "2026-01-01" } : drawPeriod(draft, { start: true }) });
  const organizations = directory.places.filter(({ type }) => functions[type] !== undefined && random.chance(0.8));
  const social = directory.colleagues.filter(({ role }) => role === "sociaal-werker");
  const participant = [
    member(practice.ref, "huisarts"),
    ...organizations.map((place) => member(place.ref, random.pick(functions[place.type] ?? []))),
    ...random.some(social, 0.6).map((person) => member(person.ref, "sociaal-werker")),
    ...random.some(directory.places.filter(({ type }) => type === "sociaal-team"), 0.2).map((place) => member(place.ref, "sociaal-werker")),
    ...relatives.slice(0, 1).map((relative) => member(relative, "mantelzorger")),
  ];
  // most often one of them keeps the plan together, the practice or somebody else, and one is called first
  const coordinator = random.chance(0.8) ? random.pick(participant) : undefined;
  const first = random.pick(participant);
  const titled = participant.map((each) => ({
    ...each,
    role: [...each.role, ...(each === coordinator ? [concept(own("teamrol"), "coordinator")] : []), ...(each === first ? [concept(own("teamrol"), "eerste-aanspreekpunt")] : [])],
  }));
  const content = { status: random.pick(["active", "active", "active", "active", "inactive", "proposed"]), category: [concept(own("team"), "wijkteam")], name: `merk:CareTeam/wijkteam-${id}.`, subject: { reference: ref }, participant: titled };
  draft.keep("CareTeam", `wijkteam-${id}`, content, { patient: id, domain: "gedeeld", author: practice.ref });
}

/** Draws what the patient said about sharing: permits and objections for organisations, kinds of them or everyone, about all, a domain or one item. */
export function drawWords(draft: Draft, directory: Directory, { id, ref, practice }: Person): void {
  const { random } = draft;
  const about = draft.kept.filter((each) => each.patient === id && each.type !== "Patient");
  const care = directory.places.filter(({ type }) => type !== "Z3" && type !== "rho");
  const said = random.whole(1, 3);
  for (let nth = 0; nth < said; nth++) {
    const broad = nth === 0;
    const rules = Array.from({ length: random.whole(1, 4) }, () => {
      const type = random.chance(broad ? 0.85 : 0.45) ? "permit" : "deny";
      const limit = random.whole(0, broad ? 12 : 7);
      return {
        type,
        ...(random.chance(0.3) && { period: drawPeriod(draft) }),
        actor: [actor(draft, directory)],
        ...(limit === 0 && { securityLabel: random.some(["medisch", "verpleegkundig", "farmaceutisch", "sociaal", "gedeeld"], 0.4).map((code) => ({ system: own("domein"), code })) }),
        ...(limit === 1 && about.length > 0 && { data: [{ meaning: "instance", reference: { reference: random.pick(about).ref } }] }),
      };
    });
    const everybody = broad && random.chance(0.6) ? care.filter(() => random.chance(0.9)).map((place) => ({ type: "permit", actor: [{ role: concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"), reference: { reference: place.ref } }] })) : [];
    const status = random.chance(0.85) ? "active" : random.pick(["inactive", "proposed", "entered-in-error"]);
    draft.keep("Consent", `woord-${id}-${nth}`, words(ref, practice.ref, status, [...everybody, ...rules.map((rule) => ("securityLabel" in rule && rule.securityLabel.length === 0 ? { ...rule, securityLabel: [{ system: own("domein"), code: "medisch" }] } : rule))], random.chance(0.15) ? { period: drawPeriod(draft) } : {}), {
      patient: id,
      domain: "medisch",
      author: practice.ref,
    });
  }
}

function words(patient: string, practice: string, status: string, provision: readonly object[], root: object): Record<string, unknown> {
  return {
    status,
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL")],
    patient: { reference: patient },
    dateTime: "2026-11-10",
    organization: [{ reference: practice }],
    policyRule: concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN"),
    verification: [{ verified: true, verifiedWith: { reference: patient }, verificationDate: "2026-11-10" }],
    provision: { ...root, provision },
  };
}

function actor({ random }: Draft, { places }: Directory): object {
  const receiver = concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP");
  const place = random.pick(places.filter(({ type }) => type !== "rho"));
  const kind = concept(place.type === "sociaal-team" ? own("organisatie-soort") : organizationType, place.type);
  if (random.chance(0.5)) return { role: receiver, reference: { reference: place.ref } };
  if (random.chance(0.2)) return { role: kind, reference: { reference: place.ref } };
  return { role: kind, reference: { display: "alle van deze soort" } };
}
