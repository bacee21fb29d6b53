import { expect, test } from "vitest";
import { readTraceId } from "./trace-id.ts";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = "00f067aa0ba902b7";

test.each([`00-${trace}-${parent}-01`, `00-${trace}-${parent}-00`, `cc-${trace}-${parent}-01-more`])("%s carries a trace id", (header) => {
  expect(readTraceId(header)).toEqual({ traceId: trace });
});

test.each([undefined, "", trace, `ff-${trace}-${parent}-01`, `00-${"0".repeat(32)}-${parent}-01`, `00-${trace}-${"0".repeat(16)}-01`, `00-${trace.toUpperCase()}-${parent}-01`, `00-${trace}-${parent}-01-more`, `00-${trace}-${parent}`])(
  "%s carries none",
  (header) => {
    expect(readTraceId(header)).toEqual({});
  },
);
