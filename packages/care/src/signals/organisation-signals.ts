import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { PractitionerRole } from "hl7-fhir-r4-types";
import { anyHasCode, codeOf, own } from "../coding.ts";
import { day } from "../amsterdam.ts";
import { isInForce, startOf } from "../period.ts";
import { plain, referenceTo } from "../reference.ts";
import { roleKeyOf } from "../registration.ts";
import { counted, type Finding, type Signal } from "./signal.ts";
import type { PracticeFacts } from "./practice-facts.ts";

const d3 = (nl: string, en: string): Signal["source"] => ({ nl: `Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), ${nl}`, en: `Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), ${en}` });

/** How long what a practice declared of itself holds, in days. */
const declarationHolds = 365;

/** What the directory shows of how a practice is organised. */
export const organisationSignals: readonly Signal[] = [
  {
    key: "owner-no-gp",
    name: { nl: "De eigenaar is geen huisarts", en: "The owner is no GP" },
    definition: {
      nl: "De praktijk is van iemand die geen huisarts is: een andere zorgverlener, een bestuurder of een keten. Zo staat het in het adresboek. Staat er niets, dan is het niet bekend.",
      en: "The practice belongs to somebody who is no GP: another professional, a manager or a chain. So says the directory. If it says nothing, it is unknown.",
    },
    source: d3("signalen: de eigenaar is een andere zorgverlener of een bestuurder", "signals: the owner is another professional or a manager"),
    unit: "practice",
    region: "practices",
    numerator: { nl: "praktijken waarvan de eigenaar geen huisarts is", en: "practices whose owner is no GP" },
    denominator: { nl: "praktijken waarvan de eigenaar bekend is", en: "practices whose owner is known" },
    measure: ownerNoGp,
  },
  {
    key: "unclear-organisation",
    name: { nl: "Onduidelijk hoe de praktijk in elkaar zit", en: "Unclear how the practice is organised" },
    definition: {
      nl: "De praktijk zegt zelf dat niet duidelijk is wie de praktijk leidt en wie de laatste verantwoordelijkheid voor de zorg heeft, of er werkt geen enkele huisarts. Wat de praktijk zegt, geldt een jaar. Zei de praktijk niets, dan is het niet bekend.",
      en: "The practice itself says that it isn't clear who leads it and who carries final responsibility for the care, or no GP works there at all. What it says holds for a year. If it said nothing, it is unknown.",
    },
    source: d3("signalen: onduidelijke organisatievormen", "signals: unclear organisational constructions"),
    unit: "practice",
    region: "practices",
    numerator: { nl: "praktijken waar het onduidelijk is", en: "practices where it is unclear" },
    denominator: { nl: "praktijken waar het bekend is", en: "practices where it is known" },
    measure: unclearOrganisation,
  },
  {
    key: "no-cooperation",
    name: { nl: "Geen afspraken met spoedpost of hagro", en: "No agreements with a post or a hagro" },
    definition: {
      nl: "De praktijk doet volgens het adresboek vandaag niet mee met een huisartsenspoedpost, of zit niet in een hagro (een groep huisartsen in de buurt).",
      en: "By the directory the practice takes no part today in an out-of-hours post, or isn't in a hagro (a group of GPs nearby).",
    },
    source: d3("signalen: te weinig samenwerking met huisartsen in de buurt (de hagro) en met de spoedpost", "signals: too little cooperation with GPs nearby (the hagro) and with the out-of-hours post"),
    unit: "agreements",
    region: "practices",
    numerator: { nl: "afspraken die er niet zijn", en: "agreements that aren't there" },
    denominator: { nl: "afspraken: spoedpost en hagro", en: "agreements: post and hagro" },
    measure: (facts) => counted(Number(!takesPart(facts, "anw-post")) + Number(!takesPart(facts, "lid", "hagro")), 2),
  },
  {
    key: "no-cover-plan",
    name: { nl: "Geen afspraak over waarneming", en: "No plan for cover" },
    definition: {
      nl: "Er staat vandaag geen andere praktijk in het adresboek die waarneemt als de eigen huisartsen er niet zijn.",
      en: "Today the directory names no other practice that covers when the own GPs are away.",
    },
    source: d3("eigenaar die geen huisarts is: een plan voor afwezigheid bestaat van tevoren en wordt besproken", "owner who is no GP: a plan for absence exists beforehand and is evaluated"),
    unit: "agreements",
    region: "practices",
    numerator: { nl: "afspraken over waarneming die er niet zijn", en: "plans for cover that aren't there" },
    denominator: { nl: "afspraken over waarneming die er horen te zijn", en: "plans for cover that belong there" },
    measure: (facts) => counted(Number(!takesPart(facts, "waarneming")), 1),
  },
  {
    key: "anios-supervision",
    name: { nl: "Begeleiding van basisartsen (anios)", en: "Supervision of ANIOS" },
    definition: {
      nl: "Hoeveel basisartsen die niet in opleiding zijn (anios) geen vaste begeleider hebben, of een begeleider die geen huisarts van deze praktijk is of ook een andere anios begeleidt.",
      en: "How many doctors not in training (ANIOS) have no fixed supervisor, or one who is no GP of this practice or supervises another ANIOS too.",
    },
    source: d3("het team: een anios heeft één vaste begeleider, die geen tweede begeleidt", "the team: an ANIOS has one fixed supervisor, who supervises no second one"),
    unit: "people",
    region: "practices",
    numerator: { nl: "anios zonder goede begeleiding", en: "ANIOS without good supervision" },
    denominator: { nl: "anios", en: "ANIOS" },
    measure: aniosSupervision,
  },
];

function ownerNoGp({ practice }: PracticeFacts): Finding {
  const kind = codeOf(practice.extension?.find(({ url }) => url === profileUrl("owner-kind"))?.valueCodeableConcept, codeSystemUrl("eigenaar"));
  return kind === undefined || kind === "onbekend" ? { state: "unknown" } : counted(Number(kind !== "huisarts"), 1);
}

/** Who works there now. */
function staffOf({ practice, roles, at }: PracticeFacts): PracticeFacts["roles"] {
  return roles.filter((role) => role.active !== false && isInForce(role.period, new Date(at)) && plain(role.organization?.reference) === referenceTo(practice));
}

function unclearOrganisation(facts: PracticeFacts): Finding {
  const { practice, at } = facts;
  if (!staffOf(facts).some((role) => roleKeyOf(role) === "huisarts")) return counted(1, 1);
  const declared = practice.extension?.find(({ url }) => url === profileUrl("organisation-declared"))?.extension;
  const clear = declared?.find(({ url }) => url === "clear")?.valueBoolean;
  const on = declared?.find(({ url }) => url === "on")?.valueDate;
  if (clear === undefined || on === undefined || startOf(on) + declarationHolds * day <= at) return { state: "unknown" };
  return counted(Number(!clear), 1);
}

/** Tells whether the practice takes part now in something of a kind. @param network of which kind, of a membership */
function takesPart({ affiliations, organizations, practice, at }: PracticeFacts, code: "anw-post" | "lid" | "waarneming", network?: string): boolean {
  return affiliations.some(({ active, code: codes, period, organization, participatingOrganization }) => {
    const fits = active !== false && anyHasCode(codes, own("verbinding", code)) && isInForce(period, new Date(at)) && plain(participatingOrganization?.reference) === referenceTo(practice);
    if (!fits || network === undefined) return fits;
    const other = organizations.find((each) => referenceTo(each) === plain(organization?.reference));
    return anyHasCode(other?.type, own("netwerk", network));
  });
}

function aniosSupervision(facts: PracticeFacts): Finding {
  const now = staffOf(facts);
  const anios = now.filter((role) => roleKeyOf(role) === "anios");
  const supervisorOf = ({ extension }: PractitionerRole): string | undefined => plain(extension?.find(({ url }) => url === profileUrl("supervisor"))?.valueReference?.reference);
  const isWell = (role: PractitionerRole): boolean => {
    const supervisor = now.find((each) => referenceTo(each) === supervisorOf(role));
    const others = anios.filter((each) => each !== role && each.practitioner?.reference !== role.practitioner?.reference && supervisorOf(each) === supervisorOf(role));
    return supervisor !== undefined && roleKeyOf(supervisor) === "huisarts" && others.length === 0;
  };
  return counted(anios.filter((role) => !isWell(role)).length, anios.length);
}
