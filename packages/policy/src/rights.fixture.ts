import { storedTypes, type ResourceTypeName } from "@wijkverband/fhir";
import { regionalBases } from "./basis.ts";
import type { Domain, Facts, Kind, Labels } from "./condition.ts";
import type { Action } from "./policy.ts";
import type { Role } from "./roles.ts";
import { situations, type Setting } from "./situations.fixture.ts";
import type { Caller } from "./ties.ts";

/** What of the policy is asked, so that a changed copy of it can be asked too. */
export type Asked = Pick<typeof import("./index.ts"), "narrow" | "visibleBy" | "roles">;

interface Variant {
  readonly name: string;
  readonly labels: Labels;
}

const domains: readonly (readonly [letter: string, domain: Domain | undefined])[] = [
  ["M", "medisch"], ["V", "verpleegkundig"], ["F", "farmaceutisch"], ["S", "sociaal"], ["G", "gedeeld"], ["-", undefined],
];

const kinds: Readonly<Partial<Record<ResourceTypeName, readonly Kind[]>>> = {
  Consent: ["privacy-consent", "treatment-directive", "advance-directive"],
  Task: ["registration", "break-glass", "break-glass-review", "erase-request", "proposal", "plan-proposal", "invitation", "team-task", "transfer", "transfer-contest", "transfer-request", "contact-task", "other-task"],
  Communication: ["ordinary", "patient-statement", "notice", "signal-explanation"],
  CarePlan: ["ordinary", "plan"],
  Flag: ["ordinary", "home-access"],
  Basic: ["ordinary", "topic"],
  Composition: ["ordinary", "minutes", "contact-report"],
  Bundle: ["ordinary", "minutes", "contact-report"],
};

const everyday: readonly Action[] = ["read", "create", "update", "delete", "$propose"];
const onPatient: readonly Action[] = [
  "visit", "$everything", "$access-log", "$assemble-handover", "$publish-handover", "$withdraw-handover", "$palliative-handover", "$responsible-gp", "$break-glass", "pass-objection", "$erase", "$assign-gp", "$transfer-registration", "$dossier-package", "$cover", "$gp-timeline", "handover-exists", "$report-contact",
];
const onTask: readonly Action[] = ["$end-break-glass", "$review-break-glass", "$decide", "$sort-contact", "$acknowledge-contact"];
const onPlan: readonly Action[] = ["$plan-view", "$invite", "$leave"];
const onOrganization: readonly Action[] = ["$cover", "$continuity-signals", "$explain-signal"];

/** Who may do what to which kind of thing, in each situation: all that the table, the ties and the conditions together come to, as text.
 *  Letters are domains (a dash: none), a tilde says also what is withheld. */
export function rightsIn({ narrow, visibleBy, roles }: Asked): string {
  const lines: string[] = [];
  for (const situation of situations) {
    const byRights = new Map<string, Role[]>();
    for (const role of Object.keys(roles) as Role[]) {
      const rights = rightsOf(role, situation);
      if (rights !== "") byRights.set(rights, [...(byRights.get(rights) ?? []), role]);
    }
    lines.push(`# ${situation.name}`, ...[...byRights].flatMap(([rights, who]) => [who.join(", "), rights]), "");
  }
  return lines.join("\n");

  function rightsOf(role: Role, situation: Setting): string {
    const caller = callerOf(role, situation);
    const all: readonly (readonly [Action, readonly ResourceTypeName[]])[] = [
      ...everyday.map((action) => [action, storedTypes.map(({ type }) => type).concat(storedTypes.some(({ type }) => type === "AuditEvent") ? [] : ["AuditEvent"])] as const),
      ...onPatient.map((action) => [action, ["Patient"]] as const),
      ...onTask.map((action) => [action, ["Task"]] as const),
      ...onPlan.map((action) => [action, ["CarePlan"]] as const),
      ...onOrganization.map((action) => [action, ["Organization"]] as const),
    ];
    return all
      .flatMap(([action, types]) => {
        const found = new Map<string, string[]>();
        for (const type of types) {
          const visibility = narrow(caller, action, type);
          if (visibility.length === 0) continue;
          const variants = variantsOf(type).filter(({ labels }) => visibleBy(visibility, factsOf(type, labels, caller, situation)) !== undefined);
          const text = textOf(variants);
          if (text !== "") found.set(text, [...(found.get(text) ?? []), type]);
        }
        return [...found].map(([text, of]) => `  ${action} ${of.join(" ")}: ${text}`);
      })
      .join("\n");
  }
}

const variants = new Map<ResourceTypeName, readonly Variant[]>();

function variantsOf(type: ResourceTypeName): readonly Variant[] {
  const known = variants.get(type);
  if (known !== undefined) return known;
  const made = (kinds[type] ?? ["ordinary"]).flatMap((kind) =>
    domains.flatMap(([letter, domain]) =>
      [false, true].map((withheld): Variant => ({
        name: `${kind === "ordinary" ? "" : `${kind} `}${letter}${withheld ? "~" : ""}`,
        labels: { patient: "p", ...(domain !== undefined && { domain }), ...(kind !== "ordinary" && { kind }), ...(withheld && { withheld }) },
      })),
    ),
  );
  variants.set(type, made);
  return made;
}

/** `M~V~` instead of `M M~ V V~`, kind by kind. */
function textOf(found: readonly Variant[]): string {
  const names = new Set(found.map(({ name }) => name));
  const kindsFound = [...new Set(found.map(({ name }) => name.replace(/\S+$/, "")))];
  return kindsFound
    .map((kind) => kind + domains.map(([letter]) => (names.has(`${kind}${letter}~`) ? `${letter}~${names.has(`${kind}${letter}`) ? "" : "!"}` : names.has(`${kind}${letter}`) ? letter : "")).join(""))
    .join(", ");
}

function callerOf(role: Role, { caller }: Setting): Caller {
  const patientSide = role === "patient" || role === "mantelzorger";
  const self: Caller = patientSide ? { role, person: role === "patient" ? "Patient/p" : "RelatedPerson/own", bases: regionalBases } : { role, organization: "Organization/own", organizationType: "T2", person: "PractitionerRole/own", supervisor: "PractitionerRole/huisarts", bases: regionalBases };
  const { without = [], ...other } = caller ?? {};
  const kept = Object.fromEntries(Object.entries(self).filter(([key]) => !without.some((each) => each === key)));
  return { ...(kept as unknown as Caller), ...other };
}

function factsOf(type: ResourceTypeName, labels: Labels, caller: Caller, situation: Setting): Facts {
  const own = [...(caller.organization === undefined ? [] : [caller.organization]), ...(caller.person === undefined ? [] : [caller.person])];
  const { author } = situation;
  const ties = situation.ties({ resource: `${type}/r`, person: caller.person ?? "", role: caller.role });
  return { type, id: "r", labels: { ...labels, ...(author !== undefined && own.length > 0 && { author }) }, ties };
}
