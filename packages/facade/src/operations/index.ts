import type { Operation } from "../operation.ts";
import { accessLogOperation } from "./access-log.ts";
import { acknowledgeContactOperation } from "./acknowledge-contact.ts";
import { assignGpOperation } from "./assign-gp.ts";
import { assembleHandoverOperation } from "./assemble-handover.ts";
import { coverOperations } from "./cover.ts";
import { everythingOperation } from "./everything.ts";
import { continuitySignalsOperation } from "./continuity-signals.ts";
import { explainSignalOperation } from "./explain-signal.ts";
import { decideOperation } from "./decide.ts";
import { proposeOperations } from "./propose.ts";
import { breakGlassOperation } from "./break-glass.ts";
import { dossierPackageOperation } from "./dossier-package.ts";
import { documentOperation } from "./document.ts";
import { endBreakGlassOperation } from "./end-break-glass.ts";
import { eraseOperation } from "./erase.ts";
import { gpTimelineOperation } from "./gp-timeline.ts";
import { inviteOperation } from "./invite.ts";
import { leaveOperation } from "./leave.ts";
import { palliativeHandoverOperation } from "./palliative-handover.ts";
import { planViewOperation } from "./plan-view.ts";
import { publishHandoverOperation } from "./publish-handover.ts";
import { responsibleGpOperation } from "./responsible-gp.ts";
import { reportContactOperation } from "./report-contact.ts";
import { reviewBreakGlassOperation } from "./review-break-glass.ts";
import { subscriptionEventsOperation } from "./subscription-events.ts";
import { subscriptionStatusOperation } from "./subscription-status.ts";
import { sortContactOperation } from "./sort-contact.ts";
import { transferRegistrationOperation } from "./transfer-registration.ts";
import type { TypeOperation } from "../type-operation.ts";
import { validateOperation } from "./validate.ts";
import { websocketTokenOperation } from "./websocket-token.ts";
import { withdrawHandoverOperation } from "./withdraw-handover.ts";

/** Every operation there is; routes, `/metadata`, OpenAPI, docs and the conformance check follow from it. */
export const operations: readonly Operation[] = [
  palliativeHandoverOperation,
  responsibleGpOperation,
  assembleHandoverOperation,
  publishHandoverOperation,
  withdrawHandoverOperation,
  everythingOperation,
  documentOperation,
  accessLogOperation,
  breakGlassOperation,
  endBreakGlassOperation,
  reviewBreakGlassOperation,
  eraseOperation,
  planViewOperation,
  ...proposeOperations,
  decideOperation,
  inviteOperation,
  leaveOperation,
  assignGpOperation,
  transferRegistrationOperation,
  dossierPackageOperation,
  ...coverOperations,
  gpTimelineOperation,
  reportContactOperation,
  sortContactOperation,
  acknowledgeContactOperation,
  continuitySignalsOperation,
  explainSignalOperation,
];

/** The operations that every stored type has, or that another standard gives to one; the same follows from them. */
export const typeOperations: readonly TypeOperation[] = [validateOperation, subscriptionStatusOperation, subscriptionEventsOperation, websocketTokenOperation];
