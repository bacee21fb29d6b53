import { canonicalBase } from "@wijkverband/fhir";
import { operation, type Operation } from "../operation.ts";
import { packageOf } from "../transfer/dossier-package.ts";

/** `GET|POST [base]/Patient/[id]/$dossier-package`, `POST [base]/Patient/$dossier-package`: the whole record in all its versions, with a manifest, for the move to another
 *  practice; to the practice that was left, its own history until a date (`dossier-owner`, `keep-and-erase`). */
export const dossierPackageOperation: Operation = operation({
  code: "$dossier-package",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/dossier-package`,
  affectsState: false,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "The record as a package",
  input: {},
  run: (context, patient) => packageOf(context, patient),
});
