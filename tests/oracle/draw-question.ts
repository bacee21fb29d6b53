import { drawBatch } from "./forms/batch.ts";
import { drawBlindCreate, drawBlindWrite, drawConditionalCreate } from "./forms/create.ts";
import { drawForbidden, drawSignals } from "./forms/forbidden.ts";
import { drawHistory } from "./forms/history.ts";
import { drawAsk, drawEverything, drawLog } from "./forms/operations.ts";
import { drawMany } from "./forms/many.ts";
import { drawPackage } from "./forms/package.ts";
import { drawPlanView } from "./forms/plan-view.ts";
import { drawRead, drawVersionRead } from "./forms/read.ts";
import { drawSearch, drawTaskSearch } from "./forms/search.ts";
import type { Draw, Question } from "./question.ts";

/** Each form of question, and how often of a hundred. */
const forms: readonly (readonly [share: number, draw: (draw: Draw) => Question | undefined])[] = [
  [14, drawRead],
  [5, drawVersionRead],
  [7, drawHistory],
  [27, drawSearch],
  [5, drawTaskSearch],
  [7, drawPlanView],
  [9, drawAsk],
  [2, drawMany],
  [5, drawEverything],
  [2, drawPackage],
  [1, drawSignals],
  [3, drawForbidden],
  [3, drawLog],
  [4, drawBatch],
  [2, drawBlindCreate],
  [2, drawConditionalCreate],
  [2, drawBlindWrite],
];

/** Draws one question of any form. */
export function drawQuestion(draw: Draw): Question {
  let place = draw.random.whole(0, 99);
  for (const [share, make] of forms) {
    if (place < share) return make(draw) ?? drawRead(draw);
    place -= share;
  }
  return drawRead(draw);
}
