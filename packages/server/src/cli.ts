#!/usr/bin/env node
import { Anomaly } from "@wijkverband/fhir";
import { Command } from "commander";
import { auditCommand } from "./cli/audit.ts";
import { demoCommand } from "./cli/demo.ts";
import { handoverCommand } from "./cli/handover.ts";
import { holidaysCommand } from "./cli/holidays.ts";
import { movePracticeCommand } from "./cli/move-practice.ts";
import { onboardCommand } from "./cli/onboard.ts";
import { outboxCommand } from "./cli/outbox.ts";
import { packageCommand } from "./cli/package.ts";
import { policyCommand } from "./cli/policy.ts";
import { seedCommand } from "./cli/seed.ts";
import { serveCommand } from "./cli/serve.ts";
import { tokenCommand } from "./cli/token.ts";
import { softwareVersion } from "./runtime.ts";

const program = new Command("wijkverband")
  .description("Palliative handovers, shared care and who answers for the patient: a FHIR R4 server extension")
  .version(softwareVersion)
  .addCommand(serveCommand)
  .addCommand(demoCommand)
  .addCommand(tokenCommand)
  .addCommand(seedCommand)
  .addCommand(auditCommand)
  .addCommand(handoverCommand)
  .addCommand(holidaysCommand)
  .addCommand(movePracticeCommand)
  .addCommand(onboardCommand)
  .addCommand(outboxCommand)
  .addCommand(packageCommand)
  .addCommand(policyCommand);

try {
  await program.parseAsync();
} catch (thrown) {
  if (!(thrown instanceof Anomaly)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
