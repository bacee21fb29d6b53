import { describe, expect, test } from "vitest";
import { calendarAt } from "./moment.ts";
import { textsIn } from "./texts/texts.ts";

const night = calendarAt("2026-11-24T02:03:00Z", textsIn("nl"));

describe("a moment on the page", () => {
  test("is told in Amsterdam and in 24 hours", () => {
    expect(night.moment("2026-11-24T02:03:00Z")).toBe("di 24 november 2026 om 03:03");
    expect(night.moment("2026-07-01T22:30:00Z")).toBe("do 2 juli 2026 om 00:30");
  });

  test("a date without a time does not shift a day", () => expect(night.date("2026-11-03")).toBe("3 november 2026"));

  test("a partial date stays partial", () => {
    expect(night.date("2025-08")).toBe("augustus 2025");
    expect(night.date("2018")).toBe("2018");
  });

  test("what is no date is shown as written", () => expect(night.date("rond Kerst")).toBe("rond Kerst"));

  test("the doubled hour at the end of summer time is no problem", () => {
    expect(night.moment("2026-10-25T00:30:00Z")).toBe("zo 25 oktober 2026 om 02:30");
    expect(night.moment("2026-10-25T01:30:00Z")).toBe("zo 25 oktober 2026 om 02:30");
  });
});

describe("the age of an item", () => {
  test.each([
    ["2026-11-24T01:10:00Z", "minder dan een uur geleden"],
    ["2026-11-23T23:30:00Z", "2 uur geleden"],
    ["2026-11-24", "vandaag"],
    ["2026-11-23T15:00:00Z", "gisteren"],
    ["2026-11-13", "11 dagen geleden"],
    ["2026-11-03", "3 weken geleden"],
    ["2026-09-15", "2 maanden geleden"],
    ["2019-06-01", "7 jaar geleden"],
    ["2025-08", "15 maanden geleden"],
    ["2018", "8 jaar geleden"],
    ["2026-12-24", "in de toekomst"],
    ["rond Kerst", ""],
  ])("%s is %s", (date, age) => expect(night.ago(date)).toBe(age));
});

test("a patient is a year older on the birthday in Amsterdam, not before", () => {
  const birthday = calendarAt("2026-03-07T23:30:00Z", textsIn("nl"));
  const eve = calendarAt("2026-03-07T22:30:00Z", textsIn("nl"));
  expect(birthday.age("1945-03-08")).toBe(81);
  expect(eve.age("1945-03-08")).toBe(80);
  expect(eve.age("1945")).toBeUndefined();
});

test("a day is past when it is over, an instant when it is before", () => {
  expect(night.isPast("2026-11-24")).toBe(false);
  expect(night.isPast("2026-11-23")).toBe(true);
  expect(night.isPast("2026-11-24T02:02:00Z")).toBe(true);
  expect(night.isPast(undefined)).toBe(false);
});
