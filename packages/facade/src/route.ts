import { Anomaly, storedType, type ResourceTypeName } from "@wijkverband/fhir";
import { isCoveredScope, reachesInteraction } from "@wijkverband/identity";
import type { Context, Interaction, Target } from "./context.ts";
import type { Answer } from "./exchange.ts";
import { interactions } from "./interactions/index.ts";
import { withKnownParameters } from "./known-parameters.ts";
import { operations, typeOperations } from "./operations/index.ts";
import { hasTypeLevel, runOperation, type Operation } from "./operation.ts";
import type { Trail } from "./trail.ts";
import { isOffered } from "./writable.ts";

/** What a request turned out to ask. */
export interface Route {
  readonly interaction: string;
  readonly operation?: string;
  readonly action: Trail["action"];
  /** Tells whether the scopes of a token reach this at all; what is allowed within them is the policy's to say. */
  reachedBy(scopes: readonly string[]): boolean;
  run(context: Context): Promise<Answer>;
}

const id = /^[A-Za-z0-9\-.]{1,64}$/;

/** Finds what a method and path ask, from the lists of interactions and operations alone.
 *  @throws {Anomaly} `not-found` for unknown types, operations and paths; `not-allowed` for a known path with another method. */
export function findRoute(method: string, path: string): Route {
  const segments = path.split("/");
  if (path === "" || path === "_history") return findInteraction(method, segments, undefined);
  const type = storedType(segments[0] ?? "");
  const named = segments.at(-1);
  if (named?.startsWith("$")) return findOperation(method, segments, named);
  if (type === undefined) throw new Anomaly("not-found", "unknown resource type");
  return findInteraction(method, segments, type.type);
}

/** The methods that a path takes, for the `Allow` header of a 405. */
export function allowedMethods(path: string): readonly string[] {
  const segments = path.split("/");
  const named = segments.at(-1);
  if (named?.startsWith("$")) {
    const type = storedType(segments[0] ?? "")?.type;
    const general = typeOperations.find((each) => each.code === named);
    if (general !== undefined && type !== undefined) return general.methods(type, segments.length === 3);
    const operation = operations.find((each) => each.code === named && each.on === segments[0]);
    return operation === undefined ? [] : methodsOf(operation, segments.length === 3);
  }
  return [...new Set(interactionsAt(segments, storedType(segments[0] ?? "")?.type).map(({ interaction }) => interaction.method))];
}

function findInteraction(method: string, segments: readonly string[], type: ResourceTypeName | undefined): Route {
  const [wanted] = interactionsAt(segments, type, method);
  if (wanted === undefined && interactionsAt(segments, type).length === 0) throw new Anomaly("not-found", "unknown path");
  if (wanted === undefined) throw new Anomaly("not-allowed", `${method} isn't possible here`);
  const { interaction, target } = wanted;
  return routeOf(interaction, { ...target, type: type ?? "Bundle" });
}

/** What exists at a path: what operations and owners of the region alone write can be read there, not written.
 *  @param method only what is asked by this one */
function interactionsAt(segments: readonly string[], type: ResourceTypeName | undefined, method?: string): readonly { readonly interaction: Interaction; readonly target: Target }[] {
  const kind = type === undefined ? undefined : storedType(type)?.kind;
  return interactions.flatMap((interaction) => {
    if (method !== undefined && interaction.method !== method) return [];
    // what is below a type and what is of the whole system don't stand in for each other
    if (interaction.path.startsWith(":type") !== (type !== undefined)) return [];
    const target = match(interaction.path, segments);
    const exists = kind === undefined || (interaction.kinds.includes(kind) && isOffered(interaction.code, type ?? ""));
    return target === undefined || !exists ? [] : [{ interaction, target }];
  });
}


function routeOf(interaction: Interaction, target: Target): Route {
  const { code, action, letter, takes } = interaction;
  return {
    interaction: code,
    action,
    reachedBy: (scopes) => letter === undefined || reachesInteraction(scopes, target.type, letter),
    run: (context) => (takes === undefined ? interaction.run(context, target) : withKnownParameters(context.ask, takes, () => interaction.run(context, target))),
  };
}

function findOperation(method: string, segments: readonly string[], code: string): Route {
  const [type, instance] = segments;
  const general = findTypeOperation(method, segments, code);
  if (general !== undefined) return general;
  const operation = operations.find((each) => each.code === code && each.on === type);
  if (operation === undefined || segments.length > 3 || (segments.length === 3 && !id.test(instance ?? ""))) throw new Anomaly("not-found", "unknown operation");
  const target = segments.length === 3 ? instance : undefined;
  const methods = methodsOf(operation, target !== undefined);
  if (methods.length === 0) throw new Anomaly("not-found", "unknown operation");
  if (!methods.includes(method)) throw new Anomaly("not-allowed", `${code} takes ${methods.join(" or ")} here`);
  return { interaction: "operation", operation: code, action: "E", reachedBy: (scopes) => isCoveredScope(scopes, operation.scope), run: (context) => runOperation(operation, context, target) };
}

function findTypeOperation(method: string, segments: readonly string[], code: string): Route | undefined {
  const [name = "", instance] = segments;
  const type = storedType(name)?.type;
  const operation = typeOperations.find((each) => each.code === code);
  const onInstance = segments.length === 3;
  if (operation === undefined || type === undefined || segments.length < 2 || segments.length > 3 || (onInstance && !id.test(instance ?? ""))) return undefined;
  const methods = operation.methods(type, onInstance);
  if (methods.length === 0) return undefined;
  if (!methods.includes(method)) throw new Anomaly("not-allowed", `${code} takes ${methods.join(" or ")} here`);
  return { interaction: "operation", operation: code, action: "E", reachedBy: (scopes) => operation.reachedBy(scopes, type), run: (context) => operation.run(context, type, onInstance ? instance : undefined) };
}

/** One that changes nothing and whose inputs are primitive answers GET too, on an instance; at type level a BSN would meet the URL. */
export function methodsOf(operation: Operation, onInstance: boolean): readonly string[] {
  if (!onInstance && !hasTypeLevel(operation)) return [];
  return onInstance && !operation.affectsState && operation.primitiveInput ? ["GET", "POST"] : ["POST"];
}

/** Patterns of paths, taken apart; there are as many as interactions. */
const patterns = new Map<string, readonly string[]>();

function match(pattern: string, segments: readonly string[]): Target | undefined {
  let parts = patterns.get(pattern);
  if (parts === undefined) patterns.set(pattern, (parts = pattern.split("/")));
  if (parts.length !== segments.length) return undefined;
  const target: Record<string, string> = { type: "", id: "", versionId: "" };
  for (const [place, part] of parts.entries()) {
    const segment = segments[place] ?? "";
    if (!part.startsWith(":")) {
      if (part !== segment) return undefined;
      continue;
    }
    if (part !== ":type" && !id.test(segment)) return undefined;
    target[part.slice(1)] = segment;
  }
  return target as unknown as Target;
}
