import * as fc from "fast-check";

/** What tests draw at random they draw from one seed, so that a run that failed fails again, and a change isn't refused for what was there before.
 *  Looking further is a run of its own: `TEST_SEED=random npm test`, or a number that such a run printed. */
const asked = process.env["TEST_SEED"] ?? "20261122";
fc.configureGlobal(asked === "random" ? {} : { seed: Number(asked) });
