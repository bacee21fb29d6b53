import type { Interaction } from "../context.ts";
import { bundle } from "./bundle.ts";
import { create } from "./create.ts";
import { remove, removeConditional } from "./delete.ts";
import { historyInstance, historySystem, historyType } from "./history.ts";
import { patch, patchConditional } from "./patch.ts";
import { read } from "./read.ts";
import { readLog } from "./read-log.ts";
import { searchGet, searchPost } from "./search.ts";
import { searchLogGet, searchLogPost } from "./search-log.ts";
import { update, updateConditional } from "./update.ts";
import { vread } from "./vread.ts";

/** Every REST interaction there is; routes and `/metadata` follow from it. */
export const interactions: readonly Interaction[] = [bundle, searchGet, searchPost, read, historyInstance, historyType, historySystem, vread, create, update, updateConditional, patch, patchConditional, remove, removeConditional, searchLogGet, searchLogPost, readLog];
