import { bundleOf } from "../bundle.ts";
import { statusFault, type Draw, type Question, type Request } from "../question.ts";
import { drawRead, drawVersionRead } from "./read.ts";
import { drawHistory } from "./history.ts";
import { drawSearch } from "./search.ts";
import { drawAsk } from "./operations.ts";

const forms: readonly ((draw: Draw) => Question)[] = [drawRead, drawVersionRead, drawSearch, drawSearch, drawHistory, drawAsk];

/** A batch of several questions: each answered as if it had been asked alone. */
export function drawBatch(draw: Draw): Question {
  const { random } = draw;
  const questions = Array.from({ length: random.whole(2, 5) }, () => random.pick(forms)(draw)).filter(({ request }) => request.method === "GET");
  return {
    form: "batch",
    request: { method: "POST", path: "", query: [], body: { resourceType: "Bundle", type: "batch", entry: questions.map(({ request }) => entryOf(request)) } },
    async judge(seen, bench) {
      const status = statusFault(seen, 200);
      if (status !== undefined) return status;
      const { entry = [] } = bundleOf(seen);
      if (entry.length !== questions.length) return `${entry.length} answers to ${questions.length} questions`;
      for (const [index, question] of questions.entries()) {
        const answer = entry[index];
        const { etag } = answer?.response ?? {};
        const single = { status: Number(answer?.response?.status), text: JSON.stringify(answer?.resource ?? answer?.response?.outcome ?? {}), headers: etag === undefined ? {} : { ETag: etag } };
        const fault = await question.judge(single, bench);
        if (fault !== undefined) return `entry ${index} (${question.form}, ${question.request.path}?${new URLSearchParams(question.request.query.map(([name, value]) => [name, value]))}): ${fault}`;
      }
      return undefined;
    },
  };
}

function entryOf({ method, path, query, ifNoneMatch }: Request): object {
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  return { request: { method, url: `${path}${search && `?${search}`}`, ...(ifNoneMatch !== undefined && { ifNoneMatch }) } };
}
