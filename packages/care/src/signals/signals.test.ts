import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import { describe, expect, test } from "vitest";
import { signals } from "./list.ts";
import { at, counted, hours, practiceOf, registered, tied, weekdays, worker } from "./practice.fixture.ts";
import type { PracticeFacts } from "./practice-facts.ts";
import type { Finding, SignalKey } from "./signal.ts";

function find(key: SignalKey, facts: PracticeFacts): Finding {
  return signals.find((signal) => signal.key === key)!.measure(facts);
}

const eva = worker("eva", "huisarts", [hours(weekdays)]);
const bas = worker("bas", "huisarts", [hours(["mon", "tue"])]);
const usual = registered(1_000, ["vaste-huisarts", "eva"], ["vaste-tweede-huisarts", "bas"]);

describe("patients without a fixed GP", () => {
  test("is absent when everybody has one", () => {
    expect(find("without-gp", practiceOf({ registrations: [usual] }))).toEqual({ state: "absent", count: 0, of: 1_000 });
  });

  test("counts who has only a second one, and whose GP left", () => {
    const registrations = [usual, registered(3, ["vaste-tweede-huisarts", "bas"]), registered(2, ["vaste-huisarts", "eva", "2020-01-01", "2026-11-01"])];
    expect(find("without-gp", practiceOf({ registrations }))).toEqual({ state: "present", count: 5, of: 1_005 });
  });
});

test("a fixed GP who left the practice is none any more, not first and not third", () => {
  const people = [worker("eva", "huisarts", undefined, { active: false }), worker("cas", "huisarts", undefined, { period: { end: "2026-11-01" } })];
  const registrations = [usual, registered(4, ["vaste-huisarts", "dot"], ["vaste-tweede-huisarts", "bas"], ["vaste-tweede-huisarts", "cas"])];
  expect(find("without-gp", practiceOf({ people, registrations }))).toEqual({ state: "present", count: 1_000, of: 1_004 });
  expect(find("more-than-two-gps", practiceOf({ people, registrations })).state).toBe("absent");
});

describe("patients per full-time GP", () => {
  test("is absent at four thousand for 40 hours, and present above it", () => {
    const fullTime = worker("eva", "huisarts", [hours(weekdays, { until: "16:00:00" })]);
    expect(find("patients-per-fte", practiceOf({ people: [fullTime], registrations: [registered(4_000)] }))).toMatchObject({ state: "absent", score: { value: 4_000 } });
    expect(find("patients-per-fte", practiceOf({ people: [fullTime], registrations: [registered(4_010)] }))).toMatchObject({ state: "present", count: 4_010, of: 40, score: { value: 4_010 } });
  });

  test("counts hours at a distance, and no hours of a locum", () => {
    const remote = worker("eva", "huisarts", [hours(weekdays, { until: "16:00:00", remote: true })]);
    const locum = worker("wil", "waarnemer", [hours(weekdays)]);
    expect(find("patients-per-fte", practiceOf({ people: [remote, locum], registrations: [registered(5_000)] }))).toMatchObject({ state: "present", of: 40 });
  });

  test("is unknown without rosters, and where a GP without one could make it better", () => {
    expect(find("patients-per-fte", practiceOf({ people: [worker("eva", "huisarts")], registrations: [registered(5_000)] })).state).toBe("unknown");
    expect(find("patients-per-fte", practiceOf({ people: [eva, worker("bas", "huisarts")], registrations: [registered(9_000)] })).state).toBe("unknown");
  });

  test("is present in a practice with patients and without any GP", () => {
    expect(find("patients-per-fte", practiceOf({ people: [], registrations: [registered(10)] })).state).toBe("present");
  });
});

describe("more than two fixed GPs", () => {
  test("counts patients with a third one, and nobody who has one person in both places", () => {
    const registrations = [usual, registered(4, ["vaste-huisarts", "eva"], ["vaste-tweede-huisarts", "bas"], ["vaste-tweede-huisarts", "cas"]), registered(9, ["vaste-huisarts", "eva"], ["vaste-tweede-huisarts", "eva"])];
    expect(find("more-than-two-gps", practiceOf({ registrations }))).toEqual({ state: "present", count: 4, of: 1_013 });
    expect(find("more-than-two-gps", practiceOf({ registrations: [usual] })).state).toBe("absent");
  });
});

describe("only changing locums", () => {
  const away = { notAvailable: [{ description: "ziek", during: { start: "2026-07-01", end: "2027-01-01" } }] };
  const locums = [worker("wil", "waarnemer", [hours(weekdays)]), worker("wen", "waarnemer", [hours(["fri"])])];

  test("counts the patients of a practice whose own GPs were away for ninety days while two locums stood in", () => {
    const facts = practiceOf({ people: [{ ...eva, ...away }, ...locums], registrations: [registered(50, ["vaste-huisarts", "eva"])] });
    expect(find("changing-locums", facts)).toEqual({ state: "present", count: 50, of: 50 });
  });

  test("is absent with one locum, with a GP who was there for a day, and for who is cared for from another practice", () => {
    const registrations = [registered(50, ["vaste-huisarts", "eva"])];
    expect(find("changing-locums", practiceOf({ people: [{ ...eva, ...away }, locums[0]!], registrations })).state).toBe("absent");
    const back = { notAvailable: [{ description: "ziek", during: { start: "2026-07-01", end: "2026-11-20" } }] };
    expect(find("changing-locums", practiceOf({ people: [{ ...eva, ...back }, ...locums], registrations })).state).toBe("absent");
    const elsewhere = worker("gast", "huisarts", undefined, { organization: { reference: "Organization/elders" } });
    const facts = practiceOf({ people: [{ ...eva, ...away }, ...locums], registrations: [registered(50, ["vaste-huisarts", "gast"])] });
    expect(find("changing-locums", { ...facts, roles: [...facts.roles, elsewhere] }).state).toBe("absent");
  });

  test("takes one person with two roles as one", () => {
    const twice = [locums[0]!, { ...locums[1]!, practitioner: { reference: "Practitioner/wil" } }];
    expect(find("changing-locums", practiceOf({ people: [{ ...eva, ...away }, ...twice], registrations: [usual] })).state).toBe("absent");
  });
});

describe("open without a GP on site", () => {
  test("is absent when the rosters cover what is open", () => {
    expect(find("hours-without-gp", practiceOf({ people: [eva], open: [hours(weekdays)] }))).toMatchObject({ state: "absent", count: 0, of: 180 });
  });

  test("counts a day of leave, and a day on which the only GP works from home", () => {
    const onLeave = { ...eva, notAvailable: [{ description: "vrij", during: { start: "2026-12-01", end: "2026-12-01" } }] };
    expect(find("hours-without-gp", practiceOf({ people: [onLeave], open: [hours(weekdays)] }))).toMatchObject({ state: "present", count: 9 });
    const fromHome = worker("eva", "huisarts", [hours(["mon", "tue", "wed", "thu"]), hours(["fri"], { remote: true })]);
    expect(find("hours-without-gp", practiceOf({ people: [fromHome], open: [hours(weekdays)] }))).toMatchObject({ state: "present", count: 36, score: { value: 36, code: "h" } });
  });

  test("takes who stands in for somebody without hours of his own to work the hours of who is away", () => {
    const away = { ...eva, notAvailable: [{ description: "vrij", during: { start: "2026-11-01", end: "2027-01-31" } }] };
    const cover = worker("eva-cover", "waarnemer", undefined, {
      practitioner: { reference: "Practitioner/wil" },
      period: { start: "2026-11-01", end: "2027-01-31" },
      extension: [{ url: profileUrl("cover"), extension: [{ url: "covered", valueReference: { reference: "PractitionerRole/eva" } }, { url: "by", valueReference: { reference: "PractitionerRole/wil" } }] }],
    });
    expect(find("hours-without-gp", practiceOf({ people: [away, cover], open: [hours(weekdays)] })).state).toBe("absent");
  });

  test("is unknown without opening hours, and where a GP without a roster may be there", () => {
    expect(find("hours-without-gp", practiceOf({ people: [eva] })).state).toBe("unknown");
    expect(find("hours-without-gp", practiceOf({ people: [bas, worker("cas", "huisarts")], open: [hours(weekdays)] })).state).toBe("unknown");
  });
});

describe("a fixed GP less than two days a week", () => {
  test("counts days at the practice, not from home", () => {
    const oneDay = worker("cas", "huisarts", [hours(["mon"]), hours(["tue", "wed"], { remote: true })]);
    const registrations = [registered(10, ["vaste-huisarts", "cas"]), registered(10, ["vaste-huisarts", "bas"])];
    expect(find("days-per-gp", practiceOf({ people: [oneDay, bas], registrations }))).toEqual({ state: "present", count: 1, of: 2 });
  });

  test("asks it of fixed GPs only, and is unknown of who has no roster", () => {
    const oneDay = worker("cas", "huisarts", [hours(["mon"])]);
    expect(find("days-per-gp", practiceOf({ people: [oneDay, bas], registrations: [registered(10, ["vaste-huisarts", "bas"])] })).state).toBe("absent");
    expect(find("days-per-gp", practiceOf({ people: [worker("dot", "huisarts")], registrations: [registered(10, ["vaste-huisarts", "dot"])] })).state).toBe("unknown");
  });
});

describe("a nurse practitioner or physician assistant without a GP within reach", () => {
  const assistant = worker("pia", "physician-assistant", [hours(weekdays)]);

  test("is absent when a GP works, also from home", () => {
    expect(find("gp-out-of-reach", practiceOf({ people: [assistant, worker("eva", "huisarts", [hours(weekdays, { remote: true })])] })).state).toBe("absent");
  });

  test("counts the hours in which nobody does", () => {
    expect(find("gp-out-of-reach", practiceOf({ people: [assistant, bas] }))).toMatchObject({ state: "present", count: 108, of: 180 });
  });

  test("is absent where nobody works under agreements, and unknown without their hours", () => {
    expect(find("gp-out-of-reach", practiceOf({ people: [eva] })).state).toBe("absent");
    expect(find("gp-out-of-reach", practiceOf({ people: [eva, worker("vos", "verpleegkundig-specialist")] })).state).toBe("unknown");
  });
});

describe("hours in which nobody answers", () => {
  test("are counted in hours", () => {
    const gaps = [{ start: counted.start, end: counted.start + 90 * 60_000 }];
    expect(find("gaps", practiceOf({ rest: { gaps } }))).toMatchObject({ state: "present", count: 2, of: 660, score: { value: 1.5 } });
    expect(find("gaps", practiceOf({})).state).toBe("absent");
  });
});

describe("the owner", () => {
  const owner = (code: string) => ({ extension: [{ url: profileUrl("owner-kind"), valueCodeableConcept: { coding: [{ system: codeSystemUrl("eigenaar"), code }] } }] });

  test.each([["huisarts", "absent"], ["andere-zorgverlener", "present"], ["bestuurder", "present"], ["keten", "present"], ["onbekend", "unknown"]] as const)("%s is %s", (code, state) => {
    expect(find("owner-no-gp", practiceOf({ practice: owner(code) })).state).toBe(state);
  });

  test("who isn't recorded is unknown", () => {
    expect(find("owner-no-gp", practiceOf({}))).toEqual({ state: "unknown" });
  });
});

describe("an unclear organisation", () => {
  const declared = (clear: boolean, on: string) => ({ extension: [{ url: profileUrl("organisation-declared"), extension: [{ url: "clear", valueBoolean: clear }, { url: "on", valueDate: on }] }] });

  test("is what the practice says of itself, for a year", () => {
    expect(find("unclear-organisation", practiceOf({ people: [eva], practice: declared(true, "2026-01-10") })).state).toBe("absent");
    expect(find("unclear-organisation", practiceOf({ people: [eva], practice: declared(false, "2026-01-10") })).state).toBe("present");
    expect(find("unclear-organisation", practiceOf({ people: [eva], practice: declared(true, "2025-11-20") })).state).toBe("unknown");
    expect(find("unclear-organisation", practiceOf({ people: [eva] })).state).toBe("unknown");
  });

  test("is there when no GP works in the practice, whatever it says", () => {
    expect(find("unclear-organisation", practiceOf({ people: [{ ...eva, active: false }], practice: declared(true, "2026-01-10") })).state).toBe("present");
  });
});

describe("agreements", () => {
  const post = tied("anw-post");
  const hagro = tied("lid", "hagro");

  test("with a post and a hagro are both asked for", () => {
    expect(find("no-cooperation", practiceOf({ ties: [post, hagro] }))).toEqual({ state: "absent", count: 0, of: 2 });
    expect(find("no-cooperation", practiceOf({ ties: [post, tied("lid", "rho")] }))).toEqual({ state: "present", count: 1, of: 2 });
    expect(find("no-cooperation", practiceOf({ ties: [tied("anw-post", undefined, { period: { end: "2026-11-01" } }), { ...hagro, affiliation: { ...hagro.affiliation, active: false } }] }))).toMatchObject({ count: 2 });
  });

  test("about cover are asked for", () => {
    expect(find("no-cover-plan", practiceOf({ ties: [tied("waarneming")] })).state).toBe("absent");
    expect(find("no-cover-plan", practiceOf({ ties: [post, hagro] })).state).toBe("present");
  });

  test("in which the practice is the one that covers don't count as its own", () => {
    const covering = tied("waarneming", undefined, { participatingOrganization: { reference: "Organization/elders" } });
    expect(find("no-cover-plan", practiceOf({ ties: [covering] })).state).toBe("present");
  });
});

describe("supervision of an ANIOS", () => {
  const under = (id: string, supervisor?: string) => worker(id, "anios", undefined, supervisor === undefined ? {} : { extension: [{ url: profileUrl("supervisor"), valueReference: { reference: `PractitionerRole/${supervisor}` } }] });

  test("is well with one GP of the practice who supervises no other", () => {
    expect(find("anios-supervision", practiceOf({ people: [eva, under("dana", "eva")] }))).toEqual({ state: "absent", count: 0, of: 1 });
  });

  test("is a signal without one, under somebody who is no GP or left, and for two under the same", () => {
    expect(find("anios-supervision", practiceOf({ people: [eva, under("dana")] })).state).toBe("present");
    expect(find("anios-supervision", practiceOf({ people: [worker("pia", "physician-assistant"), under("dana", "pia")] })).state).toBe("present");
    expect(find("anios-supervision", practiceOf({ people: [{ ...eva, period: { end: "2026-11-01" } }, under("dana", "eva")] })).state).toBe("present");
    expect(find("anios-supervision", practiceOf({ people: [eva, under("dana", "eva"), under("dirk", "eva")] }))).toEqual({ state: "present", count: 2, of: 2 });
  });
});

describe("what lies waiting", () => {
  test("is told in numbers", () => {
    const facts = practiceOf({ rest: { handovers: { active: 5, outdated: 2 }, contactReports: { unread: 3, late: 1 } } });
    expect(find("handovers-outdated", facts)).toEqual({ state: "present", count: 2, of: 5 });
    expect(find("contact-reports-unread", facts)).toEqual({ state: "present", count: 1, of: 3 });
    expect(find("contact-reports-unread", practiceOf({})).state).toBe("absent");
  });
});

test("every signal has a name, a definition, a source and two counts in Dutch and in English, and none is there twice", () => {
  for (const { name, definition, source, numerator, denominator } of signals) for (const words of [name, definition, source, numerator, denominator]) for (const text of [words.nl, words.en]) expect(text.length).toBeGreaterThan(3);
  expect(new Set(signals.map(({ key }) => key)).size).toBe(15);
  expect(at).toBeGreaterThan(counted.start);
});
