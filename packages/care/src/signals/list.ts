import { followUpSignals } from "./follow-up-signals.ts";
import { organisationSignals } from "./organisation-signals.ts";
import { presenceSignals } from "./presence-signals.ts";
import { registrationSignals } from "./registration-signals.ts";
import type { Signal } from "./signal.ts";

/** Every continuity signal there is (DESIGN §6). The Measures in profiles/, the reports, the page of docs and the tests follow from it. */
export const signals: readonly Signal[] = [...registrationSignals, ...presenceSignals, ...organisationSignals, ...followUpSignals];
