import { storedType } from "@wijkverband/fhir";
import type { Request, Response } from "express";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { operations, typeOperations } from "./operations/index.ts";

/** Numbers for those who keep the server running. Labels are few and never about a person: method, status and kind of route. */
export interface Metrics {
  readonly registry: Registry;
  observe(request: Request, response: Response): void;
}

/** How many notifications wait, and how many were given up. */
export type OutboxNumbers = () => Promise<{ readonly pending: number; readonly dead: number }>;

/** Registers our metrics and Node's own. */
export function createMetrics(outbox?: OutboxNumbers): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  if (outbox !== undefined) registerOutbox(registry, outbox);
  const labelNames = ["method", "route", "status"] as const;
  const answers = new Counter({ name: "wijkverband_answers_total", help: "Answers given", labelNames, registers: [registry] });
  const seconds = new Histogram({ name: "wijkverband_answer_seconds", help: "Time to answer", labelNames: ["route"], registers: [registry], buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });
  // finding the counter of a set of labels costs more than counting
  const known = new Map<string, readonly [Counter.Internal, Histogram.Internal<"route">]>();
  const meters = (method: string, route: string, status: string): readonly [Counter.Internal, Histogram.Internal<"route">] => {
    const key = `${method} ${route} ${status}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = [answers.labels(method, route, status), seconds.labels(route)]));
    return found;
  };
  return {
    registry,
    observe(request, response) {
      const start = performance.now();
      const route = routeLabel(request.path);
      response.once("finish", () => {
        const [counter, timer] = meters(request.method, route, String(response.statusCode));
        counter.inc();
        timer.observe((performance.now() - start) / 1_000);
      });
    },
  };
}

/** Looked up when somebody asks for the numbers. */
function registerOutbox(registry: Registry, outbox: OutboxNumbers): void {
  const gauge = (name: "pending" | "dead", help: string): void => {
    registry.registerMetric(
      new Gauge({
        name: `wijkverband_outbox_${name}`,
        help,
        registers: [],
        async collect() {
          this.set((await outbox())[name]);
        },
      }),
    );
  };
  gauge("pending", "Notifications that wait for a configured receiver");
  gauge("dead", "Notifications that were given up");
}

/** `Patient`, `Patient/$palliative-handover`. Ids never become labels, nor do names that somebody made up: labels stay for ever. */
function routeLabel(path: string): string {
  const [, type = "", ...rest] = path.split("/");
  const known = storedType(type)?.type ?? "other";
  const named = rest.at(-1);
  return named?.startsWith("$") && [...operations, ...typeOperations].some(({ code }) => code === named) ? `${known}/${named}` : known;
}
