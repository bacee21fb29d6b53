import { hour } from "../amsterdam.ts";
import type { Schedule } from "../schedule.ts";

/** A stretch of time, half-open, in epoch milliseconds. Lists of them are in order and don't touch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** When a schedule holds between two instants. */
export function spansOf(schedule: Schedule, from: number, until: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = from; at < until; ) {
    const next = Math.min(schedule.next(at), until);
    if (schedule.covers(at)) spans.push({ start: at, end: next });
    at = next;
  }
  return joined(spans);
}

/** All of them together, in order; what touches becomes one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else if (span.start < span.end) result.push(span);
  }
  return result;
}

/** What is left of the first when the others are taken out. */
export function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  return others.reduce<readonly Span[]>(
    (left, { start, end }) =>
      left.flatMap((span) => [{ start: span.start, end: Math.min(span.end, start) }, { start: Math.max(span.start, end), end: span.end }].filter((each) => each.start < each.end)),
    spans,
  );
}

/** How long they last together, in hours. */
export function hoursOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0) / hour;
}

/** What of the first lies in the others. */
export function within(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  return spans.flatMap((span) => others.map(({ start, end }) => ({ start: Math.max(span.start, start), end: Math.min(span.end, end) })).filter((each) => each.start < each.end));
}
