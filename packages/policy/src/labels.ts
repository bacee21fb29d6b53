import { storedType, type ResourceTypeName } from "@wijkverband/fhir";
import type { Domain, Labels } from "./condition.ts";
import type { Role } from "./roles.ts";
import type { Caller } from "./ties.ts";

/** In which domain a role writes when the resource carries no label, and which labels it may give. Nobody labels outside it; what it may write at all, the table says. */
export const writes: Readonly<Record<Role, readonly Domain[]>> = {
  huisarts: ["medisch", "gedeeld"],
  waarnemer: ["medisch", "gedeeld"],
  aios: ["medisch", "gedeeld"],
  anios: ["medisch", "gedeeld"],
  "physician-assistant": ["medisch", "gedeeld"],
  "verpleegkundig-specialist": ["medisch", "gedeeld"],
  poh: ["medisch", "gedeeld"],
  "poh-ggz": ["medisch", "gedeeld"],
  doktersassistent: ["medisch", "gedeeld"],
  praktijkmanager: ["gedeeld"],
  "specialist-ouderengeneeskunde": ["medisch"],
  "arts-vg": ["medisch"],
  wijkverpleegkundige: ["verpleegkundig", "gedeeld"],
  verzorgende: ["verpleegkundig"],
  apotheker: ["farmaceutisch"],
  apothekersassistent: ["farmaceutisch"],
  "sociaal-werker": ["sociaal"],
  "post-huisarts": [],
  triagist: [],
  "zcc-triagist": [],
  patient: ["medisch", "gedeeld"],
  mantelzorger: ["medisch", "gedeeld"],
  "rho-analist": [],
};

/** Types that belong to all members whoever writes them. */
const shared: readonly ResourceTypeName[] = ["Patient", "RelatedPerson", "CareTeam"];

/** The labels of a new resource. `asked` is the domain that the client put in `meta.security`, if any.
 *  Refused when the role may not write in that domain. Directory types carry no domain. */
export function labelsFor(
  caller: Caller,
  type: ResourceTypeName,
  patient: string | undefined,
  asked: Domain | undefined,
): { readonly outcome: "labelled"; readonly labels: Labels } | { readonly outcome: "refused"; readonly rule: "no-row-no-access" } {
  const own = writes[caller.role];
  const author = caller.organization === undefined ? {} : { author: caller.organization };
  if (storedType(type)?.kind === "directory") return { outcome: "labelled", labels: author };
  const usual = type === "Task" && own.includes("gedeeld") ? "gedeeld" : own[0];
  const domain = shared.includes(type) ? "gedeeld" : (asked ?? usual);
  const may = domain !== undefined && own.includes(domain) && (asked === undefined || asked === domain);
  if (!may) return { outcome: "refused", rule: "no-row-no-access" };
  return { outcome: "labelled", labels: { domain, ...author, ...(patient !== undefined && { patient }) } };
}
