import { canonicalBase, type ResourceTypeName } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Context } from "../context.ts";
import { coverInput, demandOneOfBoth, type CoverInput } from "../cover/input.ts";
import { coverPatient } from "../cover/patient-cover.ts";
import { coverPractice } from "../cover/practice-cover.ts";
import type { Answer } from "../exchange.ts";
import { operation, type Operation } from "../operation.ts";
import { untilCurrent } from "../until-current.ts";

/** `POST [base]/Patient/[id]/$cover`, `POST [base]/Organization/[id]/$cover`: somebody stands in for a while (`responsible-gp`); with `cover`, that ends. */
function coverOn(on: Extract<ResourceTypeName, "Patient" | "Organization">, run: (context: Context, subject: Stored, input: CoverInput) => Promise<Answer>): Operation {
  return operation({
    code: "$cover",
    on,
    definition: `${canonicalBase}/OperationDefinition/cover`,
    affectsState: true,
    scope: "wijkverband-verantwoordelijke-huisarts",
    title: on === "Patient" ? "Arrange cover for a patient" : "Arrange cover for a huisarts or a practice",
    input: coverInput,
    run: (context, subject, input) => {
      demandOneOfBoth(input);
      return untilCurrent(() => run(context, subject, input));
    },
  });
}

export const coverOperations: readonly Operation[] = [coverOn("Patient", coverPatient), coverOn("Organization", coverPractice)];
