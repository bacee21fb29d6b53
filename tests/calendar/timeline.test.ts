import { joinSegments, responsibleGp, segmentsOf, settledUntil, type ResponsibleGp, type Segment } from "@wijkverband/care";
import { expect, test } from "vitest";
import { drawCalendar } from "./draw.ts";

const calendars = Array.from({ length: 60 }, (_, place) => drawCalendar(20_261_500 + place));
const week = 7 * 86_400_000;

function timelineOf(around: Parameters<typeof segmentsOf>[0], from: number): readonly Segment[] {
  const joined: Segment[] = [];
  for (const segment of segmentsOf(around, from, from + week)) {
    const last = joined.at(-1);
    const both = last && joinSegments(last, segment);
    if (both === undefined) joined.push(segment);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

const said = ({ rule, person, role, practice, phone, secondPhone, unrostered, presence, text }: Omit<ResponsibleGp, "until" | "fallback" | "hoofdbehandelaar">): unknown => ({ rule, person, role, practice, phone, secondPhone, unrostered, presence, text });

test("in random calendars a week's segments follow each other without gap or overlap, neighbours differ, and at each begin and last millisecond $responsible-gp says the same", () => {
  let segments = 0;
  for (const { around, instants } of calendars) {
    const from = instants[0] ?? 0;
    const timeline = timelineOf(around, from);
    segments += timeline.length;
    expect([timeline[0]?.start, timeline.at(-1)?.end]).toEqual([from, from + week]);
    for (const [place, segment] of timeline.slice(1).entries()) {
      expect(segment.start).toBe(timeline[place]?.end);
      expect(said(segment)).not.toEqual(said(timeline[place]!));
    }
    for (const segment of timeline) {
      expect(segment.start).toBeLessThan(segment.end);
      for (const at of [segment.start, segment.end - 1]) expect(said(responsibleGp(around, new Date(at)))).toEqual(said(segment));
    }
  }
  expect(segments).toBeGreaterThan(3 * calendars.length);
});

test("in random calendars nothing of an answer changes before it is settled until: not who, who is next, who leads, nor what it rests on", () => {
  const whole = ({ until: _until, ...answer }: ResponsibleGp): unknown => answer;
  for (const { around, instants } of calendars) {
    for (const instant of instants.slice(0, 4)) {
      const at = new Date(instant);
      const until = Math.min(settledUntil(around, at), instant + 30 * week);
      expect(until).toBeGreaterThan(instant);
      for (const later of [instant + Math.floor((until - instant) / 2), until - 1]) expect(whole(responsibleGp(around, new Date(later)))).toEqual(whole(responsibleGp(around, at)));
    }
  }
});
