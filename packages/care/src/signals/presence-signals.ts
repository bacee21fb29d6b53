import { counted, type Finding, type Signal } from "./signal.ts";
import type { PracticeFacts } from "./practice-facts.ts";
import { holdersOf } from "./registration-shape.ts";
import type { Roster } from "./roster.ts";
import { hoursOf, joined, within, without, type Span } from "./span.ts";

const onSite = { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: overdag is er geen huisarts aanwezig die meewerkt in de zorg", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: by day no GP is present who takes part in the care" };

/** Days a week that a fixed GP is in the practice (D3). */
const daysAWeek = 2;

/** What the rosters show of who is there. */
export const presenceSignals: readonly Signal[] = [
  {
    key: "hours-without-gp",
    name: { nl: "Open zonder huisarts in het gebouw", en: "Open without a GP on site" },
    definition: {
      nl: "Hoeveel uur de praktijk in deze periode open is terwijl er volgens de roosters geen huisarts of waarnemer in het gebouw is. Wie op afstand werkt, is niet in het gebouw. Heeft een huisarts geen rooster, dan is het niet bekend.",
      en: "How many hours the practice is open in this period while by the rosters no GP or locum is in the building. Who works remotely isn't in the building. If a GP has no roster, it is unknown.",
    },
    source: onSite,
    unit: "hours",
    region: "practices",
    numerator: { nl: "uren open zonder huisarts in het gebouw", en: "hours open without a GP on site" },
    denominator: { nl: "uren dat de praktijk open is", en: "hours that the practice is open" },
    measure: hoursWithoutGp,
  },
  {
    key: "days-per-gp",
    name: { nl: "Vaste huisarts minder dan twee dagen per week", en: "Fixed GP less than two days a week" },
    definition: {
      nl: "Hoeveel vaste huisartsen volgens hun rooster op minder dan twee dagen per week in de praktijk zijn. Zonder rooster is het niet bekend.",
      en: "How many fixed GPs are in the practice on fewer than two days a week, by their roster. Without a roster it is unknown.",
    },
    source: { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025): minstens twee dagen per week aanwezig is wenselijk. De Toekomstvisie 2022 ging uit van drie dagen", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025): present at least two days a week is desirable. The Toekomstvisie 2022 aimed at three" },
    unit: "people",
    region: "practices",
    numerator: { nl: "vaste huisartsen met minder dan twee dagen", en: "fixed GPs with fewer than two days" },
    denominator: { nl: "vaste huisartsen met een rooster", en: "fixed GPs with a roster" },
    measure: daysPerGp,
  },
  {
    key: "gp-out-of-reach",
    name: { nl: "Verpleegkundig specialist of physician assistant zonder bereikbare huisarts", en: "Nurse practitioner or physician assistant without a GP within reach" },
    definition: {
      nl: "Hoeveel uur in deze periode een verpleegkundig specialist of physician assistant werkt terwijl er volgens de roosters geen huisarts of waarnemer werkt, in het gebouw of op afstand. Zonder roosters is het niet bekend.",
      en: "How many hours in this period a nurse practitioner or physician assistant works while by the rosters no GP or locum works, on site or remotely. Without rosters it is unknown.",
    },
    source: { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025): zij werken zelfstandig binnen afspraken, een huisarts is bereikbaar", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025): they act independently within agreements, a GP is within reach" },
    unit: "hours",
    region: "practices",
    numerator: { nl: "uren zonder bereikbare huisarts", en: "hours without a GP within reach" },
    denominator: { nl: "uren dat zij werken", en: "hours that they work" },
    measure: outOfReach,
  },
  {
    key: "gaps",
    name: { nl: "Uren waarin niemand antwoord geeft", en: "Hours in which nobody answers" },
    definition: {
      nl: "Hoeveel uur er van nu af in deze periode voor minstens één patiënt geen verantwoordelijke huisarts, waarnemer of spoedpost bekend is.",
      en: "How many hours of this period, from now on, no responsible GP, locum or out-of-hours post is known for at least one patient.",
    },
    source: { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), de vijf criteria: 24 uur per dag bereikbaar door afspraken", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), the five criteria: within reach 24 hours a day by agreements" },
    unit: "hours",
    region: "practices",
    numerator: { nl: "uren zonder antwoord", en: "hours without an answer" },
    denominator: { nl: "uren van nu tot het eind van de periode", en: "hours from now to the end of the period" },
    measure: ({ gaps, counted: { start, end }, at }) => inHours(gaps, [{ start: Math.max(start, at), end }]),
  },
];

/** Who answers as a doctor. */
function doctors(rosters: readonly Roster[]): readonly Roster[] {
  return rosters.filter(({ key, active }) => active && (key === "huisarts" || key === "waarnemer"));
}

function inHours(found: readonly Span[], of: readonly Span[]): Finding {
  const hours = hoursOf(found);
  return { state: hours > 0 ? "present" : "absent", count: Math.round(hours), of: Math.round(hoursOf(of)), score: { value: Math.round(hours * 100) / 100, unit: { nl: "uur", en: "hours" }, code: "h" } };
}

/** Hours that aren't known can only fill what is bare: what no hour is missing from is known whatever they are. */
function unlessUnrostered(finding: Finding, people: readonly Roster[]): Finding {
  return finding.state === "present" && people.some(({ rostered }) => !rostered) ? { state: "unknown" } : finding;
}

function hoursWithoutGp({ open, rosters, counted: { start, end } }: PracticeFacts): Finding {
  if (open === undefined) return { state: "unknown" };
  const present = joined(doctors(rosters).flatMap((each) => each.onSite));
  const opened = within(open, [{ start, end }]);
  return unlessUnrostered(inHours(without(opened, present), opened), doctors(rosters));
}

function daysPerGp({ registrations, rosters, at }: PracticeFacts): Finding {
  const fixed = new Set(registrations.flatMap((shape) => holdersOf(shape, ["vaste-huisarts"], at)));
  const gps = rosters.filter(({ role }) => fixed.has(role));
  const known = gps.filter(({ rostered }) => rostered);
  const finding = counted(known.filter(({ weekly }) => weekly.days < daysAWeek).length, known.length);
  return finding.state === "absent" && known.length < fixed.size ? { ...finding, state: "unknown" } : finding;
}

function outOfReach({ rosters, counted: period }: PracticeFacts): Finding {
  const assistants = rosters.filter(({ key, active }) => active && (key === "verpleegkundig-specialist" || key === "physician-assistant"));
  if (assistants.some(({ rostered }) => !rostered)) return { state: "unknown" };
  const working = within(joined(assistants.flatMap(({ onDuty }) => onDuty)), [period]);
  const reach = joined(doctors(rosters).flatMap(({ onDuty }) => onDuty));
  return unlessUnrostered(inHours(without(working, reach), working), doctors(rosters));
}
