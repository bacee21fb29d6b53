import { counted, type Signal } from "./signal.ts";

/** What lies waiting: handovers to renew and reports to read. */
export const followUpSignals: readonly Signal[] = [
  {
    key: "handovers-outdated",
    name: { nl: "Overdrachten die niet meer kloppen of te oud zijn", en: "Handovers that changed or are stale" },
    definition: {
      nl: "Hoeveel overdrachten aan de spoedpost nu als gewijzigd of verouderd te boek staan: er is iets veranderd nadat de huisarts ze stuurde, of de datum om ze na te kijken is voorbij.",
      en: "How many handovers to the post count as changed or stale now: something changed after the GP sent them, or the date to review them has passed.",
    },
    source: { nl: "Visie Huisartsenzorg 2035 (NHG, LHV en InEen, 2025), doel spoed: goede overdracht tussen het vaste team en de spoedpost; KNMG-richtlijn dossier: volledig en actueel", en: "Visie Huisartsenzorg 2035 (NHG, LHV and InEen, 2025), goal urgent care: good handover between the fixed team and the post; KNMG guideline on the record: complete and current" },
    unit: "handovers",
    region: "sum",
    numerator: { nl: "overdrachten die gewijzigd of verouderd zijn", en: "handovers that are changed or stale" },
    denominator: { nl: "overdrachten die nu gelden", en: "handovers in force" },
    measure: ({ handovers: { outdated, active } }) => counted(outdated, active),
  },
  {
    key: "contact-reports-unread",
    name: { nl: "Waarneemberichten die te lang blijven liggen", en: "Contact reports left unread" },
    definition: {
      nl: "Hoeveel waarneemberichten van de spoedpost nog niet gelezen zijn, langer dan 4 uur nadat de praktijk weer openging.",
      en: "How many contact reports of the post haven't been read, more than 4 hours after the practice opened again.",
    },
    source: { nl: "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), kerntaak zorg in de laatste levensfase: samenwerken en overdragen. De 4 uur is een keuze van dit systeem", en: "Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), core task care in the last phase of life: working together and handing over. The 4 hours are this system's choice" },
    unit: "reports",
    region: "sum",
    numerator: { nl: "berichten die te lang ongelezen zijn", en: "reports unread for too long" },
    denominator: { nl: "berichten die op lezen wachten", en: "reports that wait to be read" },
    measure: ({ contactReports: { late, unread } }) => counted(late, unread),
  },
];
