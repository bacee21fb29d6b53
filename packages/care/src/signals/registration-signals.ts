import { isInForce } from "../period.ts";
import { referenceTo } from "../reference.ts";
import type { TeamRole } from "../registration.ts";
import { counted, type Finding, type Signal } from "./signal.ts";
import type { PracticeFacts } from "./practice-facts.ts";
import { fixedPlaces, holdersOf, patientsWhere, type RegistrationShape } from "./registration-shape.ts";
import { hoursOfFte } from "./roster.ts";

const t22 = { nl: "Toekomstvisie Huisartsenzorg 2022 (NHG en LHV, 2012): een patiënt ziet niet meer dan twee huisartsen, de eigen en een vaste tweede", en: "Toekomstvisie Huisartsenzorg 2022 (NHG and LHV, 2012): a patient sees no more than two GPs, the own one and a fixed second one" };
const continuity = { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), de vijf criteria: een vaste huisarts voor persoonlijke continuïteit", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), the five criteria: a fixed GP for personal continuity" };

/** Most patients for one full-time GP (D3 §4.1). */
const patientsOfFte = 4_000;

/** What the registrations of a practice show. */
export const registrationSignals: readonly Signal[] = [
  {
    key: "without-gp",
    name: { nl: "Patiënten zonder vaste huisarts", en: "Patients without a fixed GP" },
    definition: {
      nl: "Hoeveel ingeschreven patiënten vandaag geen vaste huisarts hebben. Een vaste huisarts die er niet meer werkt, telt niet mee.",
      en: "How many registered patients have no fixed GP today. A fixed GP who doesn't work there any more doesn't count.",
    },
    source: continuity,
    unit: "patients",
    region: "sum",
    numerator: { nl: "patiënten zonder vaste huisarts", en: "patients without a fixed GP" },
    denominator: { nl: "ingeschreven patiënten", en: "registered patients" },
    measure: (facts) => counted(patientsWhere(facts.registrations, holding(facts, ["vaste-huisarts"], (gps) => gps === 0)), patientsWhere(facts.registrations)),
  },
  {
    key: "patients-per-fte",
    name: { nl: "Meer dan 4.000 patiënten per voltijds huisarts", en: "More than 4,000 patients per full-time GP" },
    definition: {
      nl: "Het aantal ingeschreven patiënten, gedeeld door het aantal voltijds huisartsen. Een voltijds huisarts werkt 40 uur per week. Geteld worden de uren in het rooster van de eigen huisartsen, niet die van waarnemers. Zonder roosters is het niet bekend.",
      en: "The registered patients, divided by the full-time GPs. A full-time GP works 40 hours a week. The hours in the roster of the own GPs count, those of locums don't. Without rosters it is unknown.",
    },
    source: { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: meer dan 4.000 patiënten per 1 fte huisarts", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: more than 4,000 patients per 1 fte GP" },
    unit: "patients",
    region: "practices",
    numerator: { nl: "ingeschreven patiënten", en: "registered patients" },
    denominator: { nl: "uren per week van de eigen huisartsen", en: "hours a week of the own GPs" },
    measure: patientsPerFte,
  },
  {
    key: "more-than-two-gps",
    name: { nl: "Meer dan twee vaste huisartsen", en: "More than two fixed GPs" },
    definition: {
      nl: "Hoeveel patiënten vandaag een derde vaste huisarts hebben, naast de vaste huisarts en de vaste tweede huisarts. Twee is een advies, geen wet.",
      en: "How many patients have a third fixed GP today, beside the fixed GP and the fixed second one. Two is advice, not law.",
    },
    source: t22,
    unit: "patients",
    region: "sum",
    numerator: { nl: "patiënten met een derde vaste huisarts", en: "patients with a third fixed GP" },
    denominator: { nl: "ingeschreven patiënten", en: "registered patients" },
    measure: (facts) => counted(patientsWhere(facts.registrations, holding(facts, fixedPlaces, (gps) => gps > 2)), patientsWhere(facts.registrations)),
  },
  {
    key: "changing-locums",
    name: { nl: "Alleen wisselende waarnemers", en: "Only changing locums" },
    definition: {
      nl: "Hoeveel patiënten de afgelopen 90 dagen alleen wisselende waarnemers hadden: geen eigen huisarts van de praktijk was er ook maar een uur, ook de vaste huisartsen van de patiënt niet, en minstens twee verschillende waarnemers namen waar.",
      en: "How many patients had only changing locums over the last 90 days: no GP of the practice was there for an hour, the fixed GPs of the patient neither, and at least two different locums stood in.",
    },
    source: { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025) en Visie Huisartsenzorg 2035: flexibele inzet is voor ziek, piek en uniek", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025) and Visie Huisartsenzorg 2035: flexible cover is for illness, peaks and what is unique" },
    unit: "patients",
    region: "sum",
    numerator: { nl: "patiënten met alleen wisselende waarnemers", en: "patients with only changing locums" },
    denominator: { nl: "ingeschreven patiënten", en: "registered patients" },
    measure: changingLocums,
  },
];

/** Tells of a registration whether the number of those who hold a place now, and still work, is as it is asked. Whoever the directory doesn't know is taken to work. */
function holding({ roles, at }: PracticeFacts, places: readonly TeamRole[], asked: (gps: number) => boolean): (shape: RegistrationShape) => boolean {
  const left = new Set(roles.filter(({ active, period }) => active === false || !isInForce(period, new Date(at))).map(referenceTo));
  return (shape) => asked(holdersOf(shape, places, at).filter((gp) => !left.has(gp)).length);
}

function patientsPerFte({ registrations, rosters }: PracticeFacts): Finding {
  const patients = patientsWhere(registrations);
  const gps = rosters.filter(({ key, active }) => key === "huisarts" && active);
  if (patients === 0) return counted(0, 0);
  const hours = gps.reduce((sum, { weekly }) => sum + weekly.hours, 0);
  const unrostered = gps.some(({ rostered }) => !rostered);
  // somebody whose hours aren't known can only make it better, and a practice without any GP has no figure
  if (hours === 0) return { state: gps.length === 0 ? "present" : "unknown", count: patients, of: 0 };
  const perFte = Math.round((patients / hours) * hoursOfFte);
  const state = perFte <= patientsOfFte ? "absent" : unrostered ? "unknown" : "present";
  return { state, count: patients, of: Math.round(hours), score: { value: perFte, unit: { nl: "patiënten per voltijds huisarts", en: "patients per full-time GP" } } };
}

function changingLocums({ registrations, rosters, roles }: PracticeFacts): Finding {
  const own = rosters.filter(({ key }) => key === "huisarts");
  const locums = rosters.filter(({ key, wasThere }) => key === "waarnemer" && wasThere).map(({ person }) => person);
  const ofPractice = new Set(own.map(({ role }) => role));
  const people = new Map(roles.map((role) => [referenceTo(role), role.practitioner?.reference]));
  const onlyLocums = ({ fixedLately, locumsLately }: RegistrationShape): boolean => {
    // a fixed GP of another practice has no roster here, and counts as there
    if (fixedLately.some((fixed) => !ofPractice.has(fixed))) return false;
    return new Set([...locums, ...locumsLately.map((role) => people.get(role) ?? role)]).size >= 2;
  };
  return counted(own.some(({ wasThere }) => wasThere) ? 0 : patientsWhere(registrations, onlyLocums), patientsWhere(registrations));
}
