import { expect, test } from "vitest";
import { grantOf } from "./grant.ts";
import { decisionText, grantText, noticeOf } from "./notice.ts";

const at = new Date("2026-11-24T02:00:00Z");
const grant = grantOf({ id: "g", patient: "Patient/p", person: "PractitionerRole/r", who: "N. Nacht (huisarts van de spoedpost, Spoedpost Elders)", reason: { code: "spoed", text: "erg benauwd" }, at, until: new Date("2026-11-24T02:30:00Z") });

test("the practice and the patient read who came in, when, until when, why, and what comes next", () => {
  expect(grantText(grant, "none", "2026-12-01")).toBe(
    "N. Nacht (huisarts van de spoedpost, Spoedpost Elders) gebruikte noodtoegang tot dit dossier op 24-11-2026 om 03:00 uur. De toegang duurt tot 03:30 uur. Alleen lezen kan. Reden: spoed. Uitleg: erg benauwd. De eigen huisarts kijkt uiterlijk op 1-12-2026 of dit nodig was.",
  );
  expect(grantText(grant, "whole", undefined)).toMatch(/De patiënt had bezwaar gemaakt tegen inzage\. Er is nu geen eigen praktijk die dit beoordeelt\.$/);
});

test("who came in reads what the own huisarts thinks of it", () => {
  expect(decisionText(grant, "not-justified", "dit kon wachten", true)).toBe(
    "De eigen huisarts heeft gekeken naar de noodtoegang van N. Nacht (huisarts van de spoedpost, Spoedpost Elders) op 24-11-2026 om 03:00 uur. Oordeel: de noodtoegang was niet nodig. Uitleg: dit kon wachten. De toegang is meteen gestopt.",
  );
  expect(decisionText(grant, "justified", "Goed gedaan!", false)).toMatch(/Oordeel: de noodtoegang was nodig\. Uitleg: Goed gedaan!$/);
});

test("no-bsn: a number that somebody wrote in the reason doesn't travel with the notice", () => {
  const notice = noticeOf({ id: "n", patient: "Patient/p", recipient: "Organization/o", about: ["Task/g"], text: "over 999911120, ook 9999.11.120", at });
  expect(notice.payload).toEqual([{ contentString: "over [bsn], ook [bsn]" }]);
  expect(noticeOf({ id: "n", patient: "Patient/p", about: [], text: "x", at })).not.toHaveProperty("recipient");
});
