import { describe } from "vitest";
import { auditing } from "./conformance/auditing.ts";
import { changes } from "./conformance/changes.ts";
import { erasing } from "./conformance/erasing.ts";
import { narrowing } from "./conformance/narrowing.ts";
import { notifying } from "./conformance/notifying.ts";
import { paging } from "./conformance/paging.ts";
import type { MakeStore } from "./conformance/sample.ts";
import { searching } from "./conformance/searching.ts";
import { searchingAtRandom } from "./conformance/searching-at-random.ts";
import { stampsAndTies } from "./conformance/stamps-and-ties.ts";
import { units } from "./conformance/units.ts";
import { versions } from "./conformance/versions.ts";

export type { MakeStore } from "./conformance/sample.ts";

/** The contract as a test: an adapter that passes is a store. Called once per adapter: `storeConformance("memory", createMemoryStore)`.
 *  @param make opens an empty store of its own for every test. */
export function storeConformance(name: string, make: MakeStore): void {
  describe(`the ${name} store`, () => {
    describe("keeps versions", () => {
      versions(make);
    });
    describe("keeps histories", () => {
      changes(make);
    });
    describe("writes units", () => {
      units(make);
    });
    describe("erases a record (keep-and-erase)", () => {
      erasing(make);
    });
    describe("keeps what others are to be told", () => {
      notifying(make);
    });
    describe("keeps the audit trail", () => {
      auditing(make);
    });
    describe("keeps stamps and ties", () => {
      stampsAndTies(make);
    });
    describe("searches", () => {
      searching(make);
    });
    describe("searches like the model", () => {
      searchingAtRandom(make);
    });
    describe("narrows", () => {
      narrowing(make);
    });
    describe("pages", () => {
      paging(make);
    });
  });
}
