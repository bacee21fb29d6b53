import { bundleOf } from "../bundle.ts";
import { statusFault, setFault, type Draw, type Question } from "../question.ts";
import { historyOf } from "../rights/former.ts";
import { sortOf } from "../rights/kind.ts";
import { mayAsk, refusal } from "../rights/may-ask.ts";
import { isOwnPractice } from "../rights/registration.ts";
import type { Kept } from "../world.ts";
import { asked, subject } from "./operations.ts";

/** `Patient/$dossier-package`: all versions of the record for the huisarts of the practice of registration; for a former practice what was there when the patient left. */
export function drawPackage(draw: Draw): Question {
  const { world, view } = draw;
  const { asker, at } = view;
  const patient = subject(draw);
  const allowed = mayAsk(world, asker, "$dossier-package", patient, at);
  return {
    form: "$dossier-package",
    request: asked(draw, patient, "$dossier-package"),
    judge(seen) {
      const status = statusFault(seen, allowed ? 200 : refusal(world, asker, patient, at));
      if (status !== undefined || !allowed) return status;
      const present = asker.role === "huisarts" && isOwnPractice(world, asker, patient.id, at);
      const left = historyOf(world, asker, patient.id, at);
      const fits = (kept: Kept): boolean => {
        // a file lasts longer than the code of a key safe
        if (sortOf(kept) === "home") return false;
        return present || (left !== undefined && world.writtenAt.getTime() <= left);
      };
      const wanted = (world.byPatient.get(patient.id) ?? []).filter(fits).flatMap(({ ref, versions }) => versions.map((_, place) => `${ref}/${place + 1}`));
      const entries = (bundleOf(seen).entry ?? []).slice(1);
      return setFault("versions", entries.map(({ fullUrl = "", resource }) => `${fullUrl.split("/").slice(-2).join("/")}/${resource?.meta?.versionId}`), wanted);
    },
  };
}
