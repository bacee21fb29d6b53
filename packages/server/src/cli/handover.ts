import { Anomaly, parseJson } from "@wijkverband/fhir";
import { verifySeal } from "@wijkverband/facade";
import { Command } from "commander";
import type { JSONWebKeySet } from "jose";
import { readFileSync } from "node:fs";

const reasons = {
  "no-seal": "the document carries no seal",
  "other-format": "the seal is of another format than this program knows",
  "not-a-jws": "the seal isn't a detached JWS",
  "unknown-key": "the seal was made with a key that isn't in the key file",
  changed: "the document was changed after it was sealed",
};

const verify = new Command("verify")
  .description("check offline that a downloaded handover is just what the server published")
  .argument("<file>", "document Bundle, or the answer of $palliative-handover, as JSON")
  .requiredOption("--jwks <file>", "the server's keys, as downloaded from /.well-known/jwks.json")
  .action(async (file: string, { jwks }: { jwks: string }) => {
    const document = documentIn(parseJson(readText(file)));
    const verdict = await verifySeal(document, parseJson(readText(jwks)) as JSONWebKeySet);
    if (verdict.outcome === "broken") throw new Anomaly("rule", `BROKEN: ${reasons[verdict.reason]}`);
    console.log(`intact: sealed ${verdict.when} with key ${verdict.kid}`);
  });

export const handoverCommand: Command = new Command("handover").description("work with downloaded handovers").addCommand(verify);

type Document = Parameters<typeof verifySeal>[0];

function documentIn(value: unknown): Document {
  const { resourceType, parameter } = (value ?? {}) as { resourceType?: unknown; parameter?: readonly { name?: string; resource?: Document }[] };
  const document = resourceType === "Parameters" ? parameter?.find(({ name }) => name === "handover")?.resource : (value as Document);
  if (document?.resourceType !== "Bundle") throw new Anomaly("incorrect", "the file holds no document Bundle");
  return document;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Anomaly("incorrect", `can't read ${file}`);
  }
}
