import { describe, expect, test } from "vitest";
import { labelsFor } from "./labels.ts";

const nurse = { role: "wijkverpleegkundige", organization: "Organization/care" } as const;

describe("the domain label", () => {
  test("comes from the role where the client gives none", () => {
    expect(labelsFor(nurse, "Observation", "p", undefined)).toEqual({ outcome: "labelled", labels: { domain: "verpleegkundig", author: "Organization/care", patient: "p" } });
    expect(labelsFor({ role: "huisarts", organization: "Organization/gp" }, "Condition", "p", undefined)).toMatchObject({ labels: { domain: "medisch" } });
  });

  test("may not be forged: nobody labels outside what his role may write", () => {
    expect(labelsFor(nurse, "Observation", "p", "medisch")).toEqual({ outcome: "refused", rule: "no-row-no-access" });
    expect(labelsFor({ role: "post-huisarts", organization: "Organization/post" }, "Observation", "p", undefined)).toEqual({ outcome: "refused", rule: "no-row-no-access" });
  });

  test("is shared for the patient and contacts, and absent in the directory", () => {
    expect(labelsFor({ role: "huisarts", organization: "Organization/gp" }, "RelatedPerson", "p", undefined)).toMatchObject({ labels: { domain: "gedeeld" } });
    expect(labelsFor({ role: "huisarts", organization: "Organization/gp" }, "Practitioner", undefined, undefined)).toEqual({ outcome: "labelled", labels: { author: "Organization/gp" } });
  });
});
