import type { TieKind, TieRow } from "./condition.ts";
import type { Role } from "./roles.ts";
import { published } from "./tie-rows.ts";
import type { Caller } from "./ties.ts";

/** How a caller stands to a patient `p`, and to one resource about that patient. */
export interface Setting {
  readonly name: string;
  readonly caller?: Partial<Caller> & { readonly without?: readonly (keyof Caller)[] };
  readonly author?: string;
  ties(of: Asker): readonly TieRow[];
}

interface Asker {
  readonly resource: string;
  readonly person: string;
  readonly role: Role;
}

const own = "Organization/own";

function row(kind: TieKind, holder: string, more: Partial<TieRow> = {}): TieRow {
  return { kind, holder, patient: "p", source: "X/1", ...more };
}

/** Without patient: between organisations. */
function between(kind: TieKind, about: string, holder = own): TieRow {
  return { kind, holder, about, source: "X/1" };
}

const registeredElsewhere = row("registered", "Organization/practice");
const consent = row("consent", own);
const objection = row("objection", own);
const dead = row("deceased", "*");
const entry = ({ resource }: Asker): TieRow => row("entry", published, { about: resource });
const member = ({ role }: Asker): TieRow => row("member", `${own}#${role}`);

/** Each tie as it is, and each with one thing amiss: what any condition keeps out stands somewhere in this list. */
export const situations: readonly Setting[] = [
  { name: "a stranger", ties: () => [] },
  { name: "a stranger where only the standard bases count", caller: { without: ["bases"] }, ties: () => [] },
  { name: "registered at the own practice", ties: () => [row("registered", own)] },
  { name: "registered at the own practice, nobody supervises", caller: { without: ["supervisor"] }, ties: () => [row("registered", own)] },
  { name: "registered at the own practice, and the patient objects", ties: () => [row("registered", own), objection, row("objection", "*")] },
  { name: "registered elsewhere", ties: () => [registeredElsewhere] },
  { name: "another patient registered at the own practice", ties: () => [row("registered", own, { patient: "q" })] },
  { name: "locum of this patient", ties: ({ person }) => [registeredElsewhere, row("waarneming", person)] },
  { name: "somebody else is locum of this patient", ties: () => [registeredElsewhere, row("waarneming", "PractitionerRole/other")] },
  { name: "covers the practice of registration", ties: () => [registeredElsewhere, between("covers", "Organization/practice")] },
  { name: "covers the practice of registration, where only the standard bases count", caller: { without: ["bases"] }, ties: () => [registeredElsewhere, between("covers", "Organization/practice")] },
  { name: "covers an organisation that is only addressed", ties: () => [row("registered", "Organization/third"), row("addressed", "Organization/practice"), between("covers", "Organization/practice")] },
  { name: "covers another practice", ties: () => [registeredElsewhere, between("covers", "Organization/third")] },
  { name: "covers the practice of registration, and the patient objects", ties: () => [registeredElsewhere, between("covers", "Organization/practice"), objection] },
  { name: "addressed", ties: () => [row("addressed", own)] },
  { name: "addressed, and it is in the handover", ties: (of) => [row("addressed", own), entry(of)] },
  { name: "addressed, and something else is in the handover", ties: () => [row("addressed", own), row("entry", published, { about: "X/2" })] },
  { name: "another organisation is addressed", ties: (of) => [row("addressed", "Organization/other"), entry(of)] },
  { name: "addressed where only consent counts", caller: { bases: ["consent"] }, ties: (of) => [row("addressed", own), entry(of)] },
  { name: "in the handover of nobody", ties: (of) => [entry(of)] },
  { name: "addressed, and the patient objects to the organisation", ties: (of) => [row("addressed", own), entry(of), objection] },
  { name: "addressed, and the patient objects to the kind", ties: (of) => [row("addressed", own), entry(of), row("objection", "kind:T2")] },
  { name: "addressed, and the patient objects to everyone", ties: (of) => [row("addressed", own), entry(of), row("objection", "*")] },
  { name: "addressed, and the patient objects to another kind", ties: (of) => [row("addressed", own), entry(of), row("objection", "kind:N6")] },
  { name: "addressed, an objection to the kind, a permit by name", ties: (of) => [row("addressed", own), entry(of), row("objection", "kind:T2"), consent] },
  { name: "addressed, an objection about the medical domain", ties: (of) => [row("addressed", own), entry(of), row("objection", own, { about: "domein:medisch" })] },
  { name: "post of the practice of registration", ties: (of) => [registeredElsewhere, between("anw-post", "Organization/practice"), entry(of)] },
  { name: "post of the practice of registration, and the patient objects", ties: (of) => [registeredElsewhere, between("anw-post", "Organization/practice"), entry(of), objection] },
  { name: "permitted by name", ties: () => [consent] },
  { name: "permitted by name, and it is in the handover", ties: (of) => [consent, entry(of)] },
  { name: "permitted by kind, and it is in the handover", ties: (of) => [row("consent", "kind:T2"), entry(of)] },
  { name: "permitted by kind, an objection by name", ties: (of) => [row("consent", "kind:T2"), objection, entry(of)] },
  { name: "permitted by kind, an objection to everyone", ties: (of) => [row("consent", "kind:T2"), row("objection", "*"), entry(of)] },
  { name: "permitted and objected by name", ties: (of) => [consent, objection, entry(of)] },
  { name: "permitted by name, an objection to everyone about the medical domain", ties: (of) => [consent, row("objection", "*", { about: "domein:medisch" }), entry(of)] },
  { name: "permitted for one resource, an objection about the medical domain", ties: (of) => [row("consent", own, { about: of.resource }), row("objection", own, { about: "domein:medisch" }), entry(of)] },
  { name: "permitted by kind for one resource, an objection by name", ties: (of) => [row("consent", "kind:T2", { about: of.resource }), objection, entry(of)] },
  { name: "permitted for the medical domain", ties: (of) => [row("consent", own, { about: "domein:medisch" }), entry(of)] },
  { name: "another organisation is permitted", ties: (of) => [row("consent", "Organization/other"), entry(of)] },
  { name: "permitted about another patient", ties: (of) => [row("consent", own, { patient: "q" }), entry(of)] },
  { name: "an outside service permits", caller: { outside: ["p"] }, ties: (of) => [entry(of)] },
  { name: "an outside service permits for another patient", caller: { outside: ["q"] }, ties: (of) => [entry(of)] },
  { name: "an outside service permits, and the patient objects", caller: { outside: ["p"] }, ties: (of) => [entry(of), objection] },
  { name: "member with consent", ties: (of) => [member(of), consent] },
  { name: "member with consent, and it is in the handover", ties: (of) => [member(of), consent, entry(of)] },
  { name: "member in person, with consent", ties: ({ person, role }) => [row("member", `${person}#${role}`), consent] },
  { name: "member in another function, with consent", ties: (of) => [row("member", `${own}#schoonmaker`), consent, entry(of)] },
  { name: "another organisation is member, with consent for the own", ties: ({ role }) => [row("member", `Organization/other#${role}`), consent] },
  { name: "member as district nurse, with consent", ties: () => [row("member", `${own}#wijkverpleegkundige`), consent] },
  { name: "member as carer, with consent", ties: () => [row("member", `${own}#verzorgende`), consent] },
  { name: "member as pharmacist, with consent", ties: () => [row("member", `${own}#apotheker`), consent] },
  { name: "member as pharmacy assistant, with consent", ties: () => [row("member", `${own}#apothekersassistent`), consent] },
  { name: "member without consent", ties: (of) => [member(of), entry(of)] },
  { name: "member without consent, where only the standard bases count", caller: { without: ["bases"] }, ties: (of) => [member(of), entry(of)] },
  { name: "member with consent, where only the standard bases count", caller: { without: ["bases"] }, ties: (of) => [member(of), consent, entry(of)] },
  { name: "member with consent and an objection", ties: (of) => [member(of), consent, objection, entry(of)] },
  { name: "member whom an outside service permits", caller: { outside: ["p"], bases: ["consent"] }, ties: (of) => [member(of), entry(of)] },
  { name: "no member whom an outside service permits", caller: { outside: ["p"], bases: ["consent"] }, ties: () => [] },
  { name: "member whom an outside service permits, and the patient objects", caller: { outside: ["p"], bases: ["consent"] }, ties: (of) => [member(of), objection] },
  { name: "member with consent, and it hangs in the plan", ties: (of) => [member(of), consent, row("plan", "*", { about: of.resource })] },
  { name: "coordinator with consent", ties: (of) => [member(of), row("coordinator", `${own}#${of.role}`), consent] },
  { name: "coordinator without consent, where only the standard bases count", caller: { without: ["bases"] }, ties: (of) => [member(of), row("coordinator", `${own}#${of.role}`)] },
  { name: "coordinator with consent and an objection", ties: (of) => [member(of), row("coordinator", `${own}#${of.role}`), consent, objection] },
  { name: "another organisation is coordinator", ties: (of) => [row("coordinator", `Organization/other#${of.role}`), consent] },
  { name: "it waits for the own organisation", ties: ({ resource }) => [row("task-owner", own, { about: resource })] },
  { name: "it waits for the own practice, where the patient is registered", ties: ({ resource }) => [row("registered", own), row("task-owner", own, { about: resource })] },
  { name: "it waits for the own organisation, member with consent", ties: (of) => [member(of), consent, row("task-owner", own, { about: of.resource })] },
  { name: "it waits for the own organisation, member without consent, where only the standard bases count", caller: { without: ["bases"] }, ties: (of) => [member(of), row("task-owner", own, { about: of.resource })] },
  { name: "it waits for this person, who takes part", ties: ({ resource, person, role }) => [row("member", `${person}#${role}`), row("task-owner", person, { about: resource })] },
  { name: "it waits for this person, who takes part, of somebody who died", ties: ({ resource, person, role }) => [row("member", `${person}#${role}`), row("task-owner", person, { about: resource }), dead] },
  { name: "it waits for this person, who takes part, of somebody who permitted everyone and died", caller: { without: ["bases"] }, ties: ({ resource, person, role }) => [row("member", `${person}#${role}`), row("consent", "*"), row("task-owner", person, { about: resource }), dead] },
  { name: "takes part in person, and nothing waits", ties: ({ person, role }) => [row("member", `${person}#${role}`)] },
  { name: "it waits for this person", ties: ({ resource, person }) => [row("task-owner", person, { about: resource })] },
  { name: "it waits for another organisation", ties: ({ resource }) => [row("task-owner", "Organization/other", { about: resource })] },
  { name: "no member, and it hangs in the plan", ties: (of) => [row("plan", "*", { about: of.resource })] },
  { name: "member with consent, and something else hangs in the plan", ties: (of) => [member(of), consent, row("plan", "*", { about: "X/2" })] },
  { name: "member with consent, and it is an indication", ties: (of) => [member(of), consent, row("indication", "*", { about: of.resource })] },
  { name: "no member, and it is an indication", ties: (of) => [row("indication", "*", { about: of.resource })] },
  { name: "front door of the practice of registration", ties: () => [registeredElsewhere, between("front-door", "Organization/practice")] },
  { name: "front door of another practice", ties: () => [registeredElsewhere, between("front-door", "Organization/third")] },
  { name: "front door of the practice of registration, and the patient objects", ties: () => [registeredElsewhere, between("front-door", "Organization/practice"), objection] },
  { name: "stands in for a huisarts of the practice of registration", ties: ({ person }) => [registeredElsewhere, between("stands-in", "Organization/practice", person)] },
  { name: "stands in for a huisarts of another practice", ties: ({ person }) => [registeredElsewhere, between("stands-in", "Organization/third", person)] },
  { name: "a colleague stands in for a huisarts of the practice of registration", ties: () => [registeredElsewhere, between("stands-in", "Organization/practice")] },
  { name: "was registered at the own practice", ties: () => [registeredElsewhere, row("formerly-registered", own)] },
  { name: "was registered at another practice", ties: () => [registeredElsewhere, row("formerly-registered", "Organization/other")] },
  { name: "it is the own organisation", ties: ({ resource }) => [between("organization-self", resource)] },
  { name: "it is another organisation", ties: ({ resource }) => [between("organization-self", resource, "Organization/other")] },
  { name: "the own organisation is an out-of-hours post", caller: { organizationType: "N6" }, ties: () => [] },
  { name: "the own organisation is a GP practice", caller: { organizationType: "Z3" }, ties: () => [] },
  { name: "written by the own organisation", author: own, ties: () => [] },
  { name: "written by the own organisation, a GP practice", author: own, caller: { organizationType: "Z3" }, ties: () => [] },
  { name: "written by another organisation", author: "Organization/other", ties: () => [] },
  { name: "written by the own organisation, registered there too", author: own, ties: () => [row("registered", own)] },
  { name: "emergency access", ties: ({ person }) => [row("grant", person)] },
  { name: "emergency access, where only the standard bases count", caller: { without: ["bases"] }, ties: ({ person }) => [row("grant", person)] },
  { name: "emergency access of a colleague", ties: () => [row("grant", "PractitionerRole/other"), row("vital-grant", "PractitionerRole/other")] },
  { name: "emergency access, and the patient objects", ties: ({ person }) => [row("grant", person), objection] },
  { name: "emergency access for vital interest, and the patient objects", ties: ({ person }) => [row("vital-grant", person), objection] },
  { name: "emergency access to somebody who died", ties: ({ person }) => [row("grant", person), dead] },
  { name: "emergency access for vital interest to somebody who died", ties: ({ person }) => [row("vital-grant", person), dead] },
  { name: "emergency access to another patient", ties: ({ person }) => [row("grant", person, { patient: "q" })] },
  { name: "it is the own emergency access", ties: ({ person, resource }) => [row("grantee", person, { about: resource })] },
  { name: "it is somebody else's emergency access", ties: ({ resource }) => [row("grantee", "PractitionerRole/other", { about: resource })] },
  { name: "a message to the own organisation", ties: ({ resource }) => [row("recipient", own, { about: resource })] },
  { name: "a message to another organisation", ties: ({ resource }) => [row("recipient", "Organization/other", { about: resource })] },
  { name: "an objection and nothing else", ties: () => [objection] },
  { name: "the patient", ties: ({ person }) => [row("self", person)] },
  { name: "another patient", ties: () => [row("self", "Patient/q")] },
  { name: "mandated", ties: ({ person }) => [row("mandated", person)] },
  { name: "mandated by somebody who died", ties: ({ person }) => [row("mandated", person), dead] },
  { name: "representative of somebody capable", ties: ({ person }) => [row("representative", person)] },
  { name: "representative of somebody incapable", ties: ({ person }) => [row("representative", person), row("incapable", "*")] },
  { name: "representative of somebody incapable who died", ties: ({ person }) => [row("representative", person), row("incapable", "*"), dead] },
  { name: "an incapable patient of somebody else", ties: () => [row("incapable", "*")] },
  { name: "parent of a minor", ties: ({ person }) => [row("parent", person), row("minor", "*")] },
  { name: "parent of somebody grown up", ties: ({ person }) => [row("parent", person)] },
  { name: "parent of a minor who died", ties: ({ person }) => [row("parent", person), row("minor", "*"), dead] },
  { name: "a minor of somebody else", ties: () => [row("minor", "*")] },
];
