import { Anomaly, storedType, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Context, Interaction, Target } from "./context.ts";
import type { Answer } from "./exchange.ts";
import { interactions } from "./interactions/index.ts";
import { operations } from "./operations/index.ts";
import { runOperation, type Operation } from "./operation.ts";
import type { Trail } from "./trail.ts";

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
  if (path === "") return findInteraction(method, segments, undefined);
  const type = storedType(segments[0] ?? "");
  const named = segments.at(-1);
  if (named?.startsWith("$")) return findOperation(method, segments, named);
  if (type === undefined) throw new Anomaly("not-found", "unknown resource type");
  return findInteraction(method, segments, type.type);
}

function findInteraction(method: string, segments: readonly string[], type: ResourceTypeName | undefined): Route {
  const kind = type === undefined ? undefined : storedType(type)?.kind;
  const here = interactions.flatMap((interaction) => {
    const target = match(interaction.path, segments);
    return target === undefined ? [] : [{ interaction, target }];
  });
  if (here.length === 0) throw new Anomaly("not-found", "unknown path");
  const wanted = here.find(({ interaction }) => interaction.method === method && (kind === undefined || interaction.kinds.includes(kind)));
  if (wanted === undefined) throw new Anomaly("not-allowed", `${method} isn't possible here; possible: ${[...new Set(here.map(({ interaction }) => interaction.method))].join(", ")}`);
  const { interaction, target } = wanted;
  return routeOf(interaction, { ...target, type: type ?? "Bundle" });
}

function routeOf(interaction: Interaction, target: Target): Route {
  return { interaction: interaction.code, action: interaction.action, reachedBy: (scopes) => interaction.letter === undefined || reachesInteraction(scopes, target.type, interaction.letter), run: (context) => interaction.run(context, target) };
}

function findOperation(method: string, segments: readonly string[], code: string): Route {
  const [type, instance] = segments;
  const operation = operations.find((each) => each.code === code && each.on === type);
  if (operation === undefined || segments.length > 3 || (segments.length === 3 && !id.test(instance ?? ""))) throw new Anomaly("not-found", "unknown operation");
  const target = segments.length === 3 ? instance : undefined;
  const methods = methodsOf(operation, target !== undefined);
  if (!methods.includes(method)) throw new Anomaly("not-allowed", `${code} takes ${methods.join(" or ")} here`);
  return { interaction: "operation", operation: code, action: "E", reachedBy: (scopes) => scopes.includes(operation.scope), run: (context) => runOperation(operation, context, target) };
}

/** One that changes nothing and whose inputs are primitive answers GET too, on an instance; at type level a BSN would meet the URL. */
export function methodsOf(operation: Operation, onInstance: boolean): readonly string[] {
  return onInstance && !operation.affectsState && operation.primitiveInput ? ["GET", "POST"] : ["POST"];
}

function match(pattern: string, segments: readonly string[]): Target | undefined {
  const parts = pattern.split("/");
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
