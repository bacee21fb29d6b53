import { codeSystemUrl } from "@wijkverband/fhir";
import { basisWords } from "@wijkverband/policy";
import type { AuditEvent, AuditEventEntity } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { interactions } from "../interactions/index.ts";
import { operations, typeOperations } from "../operations/index.ts";
import { isEmergency, logLine } from "./log-line.ts";
import { interactionWords, operationWords } from "./what-words.ts";
import { whyWords } from "./why-words.ts";

interface Sample {
  readonly interaction?: string;
  readonly operation?: string;
  readonly outcome?: "0" | "4" | "8";
  readonly status?: string;
  readonly basis?: string;
  readonly role?: string;
  readonly about?: readonly string[];
  readonly evidence?: readonly string[];
}

function event({ interaction = "operation", operation, outcome = "0", status, basis, role = "huisarts", about = [], evidence = [] }: Sample): AuditEvent {
  const entity = (reference: string, code: string): AuditEventEntity => ({ what: { reference }, role: { code } });
  return {
    resourceType: "AuditEvent",
    id: "chain-7",
    type: { code: "rest" },
    subtype: [{ system: "http://hl7.org/fhir/restful-interaction", code: interaction }, ...(operation === undefined ? [] : [{ system: codeSystemUrl("operatie"), code: operation }])],
    recorded: "2026-11-24T02:00:00.000Z",
    outcome,
    ...(status !== undefined && { outcomeDesc: status }),
    agent: [
      {
        type: { coding: [{ code: "IRCP" }] },
        role: [{ coding: [{ system: codeSystemUrl("rol"), code: role }] }],
        name: "Iemand",
        requestor: true,
        ...(basis !== undefined && { policy: ["https://wijkverband.example/policy#row", `https://wijkverband.example/basis#${basis}`] }),
      },
      { type: { coding: [{ code: "PROV" }] }, who: { display: "Ergens" }, requestor: false },
    ],
    source: { observer: { display: "wijkverband" } },
    entity: [entity("Patient/p", "1"), ...about.map((reference) => entity(reference, "4")), ...evidence.map((reference) => entity(reference, "13"))],
  };
}

const unknown = (): undefined => undefined;
const said = (sample: Sample, language: "nl" | "en" = "nl") => logLine(event(sample), language, unknown);

test.each<readonly [Sample, nl: string, en: string]>([
  [{ operation: "palliative-handover" }, "las de overdracht", "read the handover"],
  [{ operation: "break-glass" }, "vroeg toegang in nood", "asked for emergency access"],
  [{ operation: "palliative-handover", outcome: "4", status: "404 stranger" }, "wilde de overdracht lezen, maar dat mocht niet", "tried to read the handover, but may not"],
  [{ operation: "publish-handover", outcome: "8" }, "wilde een nieuwe overdracht delen, maar dat lukte niet", "tried to share a new handover, but that failed"],
  [{ operation: "something-new" }, "gebruikte het dossier", "used the record"],
  [{ interaction: "read", about: ["MedicationRequest/m/_history/1"] }, "keek in de medicijnen", "looked at the medicines"],
  [{ interaction: "search-type", about: ["Consent/a/_history/1", "Goal/b/_history/1", "Goal/c/_history/2"] }, "zocht in de afspraken en toestemmingen en de doelen", "searched in the agreements and consents and the goals"],
  [{ interaction: "search-type", about: ["Consent/a", "Goal/b", "Task/c", "Condition/d"] }, "zocht in het dossier", "searched in the record"],
  [{ interaction: "search-type" }, "zocht in het dossier en vond niets", "searched in the record and found nothing"],
  [{ interaction: "search-type", outcome: "4", status: "400" }, "wilde zoeken in het dossier, maar dat lukte niet", "tried to search in the record, but that failed"],
  [{ interaction: "search-type", about: ["MedicationRequest/a", "Practitioner/b"] }, "zocht in de medicijnen en de zorgverleners", "searched in the medicines and the care professionals"],
  [{ interaction: "patch", about: ["CarePlan/p"] }, "veranderde iets in het zorgplan", "changed something in the care plan"],
  [{ interaction: "history-type", about: ["Consent/a/_history/1"] }, "keek in de geschiedenis van de afspraken en toestemmingen", "looked at the history of the agreements and consents"],
  [{ interaction: "history-system", about: ["Consent/a", "Goal/b", "Task/c", "Condition/d"] }, "keek in de geschiedenis van het dossier", "looked at the history of the record"],
  [{ interaction: "unheard-of" }, "gebruikte het dossier", "used the record"],
])("%j: %s", (sample, nl, en) => {
  expect(said(sample).what).toBe(nl);
  expect(said(sample, "en").what).toBe(en);
});

test("who, in what role, from where", () => {
  expect(said({ role: "post-huisarts" })).toMatchObject({ person: "Iemand", role: "huisarts op de spoedpost", organization: "Ergens", event: "chain-7", when: "2026-11-24T02:00:00.000Z" });
  expect(logLine({ ...event({}), agent: [{ requestor: true }] }, "nl", unknown)).toMatchObject({ person: "een computersysteem" });
});

test("the own GP is told apart from who else works there; a post from another addressee", () => {
  expect(said({ basis: "owner" }).why).toBe("is uw huisarts");
  expect(said({ basis: "owner", role: "poh" }).why).toBe("werkt in uw eigen huisartsenpraktijk");
  expect(said({ basis: "addressed", role: "post-huisarts" }).why).toBe("de overdracht is aan deze spoedpost gestuurd");
  expect(said({ basis: "addressed", role: "apotheker" }).why).toBe("de overdracht is aan deze organisatie gestuurd");
});

test("who was refused had no right, whatever the log says of the ground", () => {
  for (const status of ["401", "403 gp-decides", "404 stranger"]) expect(said({ basis: "owner", outcome: "4", status }).why).toBe("had geen recht om dit te doen");
  for (const status of ["404", "412"]) expect(said({ basis: "owner", outcome: "4", status })).toMatchObject({ what: expect.stringMatching(/maar dat lukte niet$/) as unknown, why: "is uw huisarts" });
  expect(said({}).why).toBe("de reden is niet vastgelegd");
});

test("emergency access says why, when it is asked for and whenever it is used", () => {
  const reasonOf = (reference: string): string | undefined => (reference === "Task/grant" ? "was bewusteloos" : undefined);
  const asked = event({ operation: "break-glass", about: ["Task/grant/_history/1", "Task/review/_history/1"] });
  const used = event({ interaction: "read", basis: "break-glass", about: ["Consent/c/_history/1"], evidence: ["Task/grant"] });
  for (const each of [asked, used]) {
    expect(isEmergency(each)).toBe(true);
    expect(logLine(each, "nl", reasonOf).why).toBe("noodtoegang: was bewusteloos");
    expect(logLine(each, "en", unknown).why).toBe("emergency access");
  }
  expect(isEmergency(event({ interaction: "read", basis: "owner" }))).toBe(false);
});

test("every basis of the policy, interaction and operation has words of its own in both languages", () => {
  for (const language of ["nl", "en"] as const) {
    const words = Object.keys(basisWords).map((basis) => whyWords({ basis, role: undefined, reason: undefined }, language));
    expect(new Set(words).size).toBe(Object.keys(basisWords).length);
    expect(words).not.toContain(whyWords({ basis: undefined, role: undefined, reason: undefined }, language));
  }
  expect(interactions.map(({ code }) => code).filter((code) => interactionWords[code] === undefined)).toEqual([]);
  expect([...operations, ...typeOperations].map(({ code }) => code.slice(1)).filter((code) => operationWords[code] === undefined)).toEqual([]);
});
