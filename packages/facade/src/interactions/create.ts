import { answerWritten } from "../answers.ts";
import { readBody } from "../body.ts";
import { commit } from "../commit.ts";
import type { Interaction } from "../context.ts";
import { registerPatient } from "../registration.ts";
import { planWrite } from "../write.ts";

/** `POST [base]/[type]`, R4 http.html#create. A Patient is a registration: the same answer for a new and a known BSN (`stranger`). */
export const create: Interaction = {
  code: "create",
  method: "POST",
  path: ":type",
  action: "C",
  letter: "c",
  kinds: ["directory", "care"],
  async run(context, { type }) {
    const { house, ask } = context;
    const resource = readBody(ask.body, type);
    if (resource.resourceType === "Patient") return registerPatient(context, resource);
    const [stored] = await commit(context, await planWrite(context, [{ resource, id: house.newId(), at: type }]));
    if (stored === undefined) throw new Error("a create stores one resource");
    return answerWritten(stored, 201, house.baseUrl, ask.prefer);
  },
};
