import type { Request, Response } from "express";
import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Numbers for those who keep the server running. Labels are few and never about a person: method, status and kind of route. */
export interface Metrics {
  readonly registry: Registry;
  observe(request: Request, response: Response): void;
}

/** Registers our metrics and Node's own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ["method", "route", "status"] as const;
  const answers = new Counter({ name: "wijkverband_answers_total", help: "Answers given", labelNames, registers: [registry] });
  const seconds = new Histogram({ name: "wijkverband_answer_seconds", help: "Time to answer", labelNames: ["route"], registers: [registry], buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });
  return {
    registry,
    observe(request, response) {
      const start = process.hrtime.bigint();
      response.once("finish", () => {
        const route = routeLabel(request.path);
        answers.inc({ method: request.method, route, status: String(response.statusCode) });
        seconds.observe({ route }, Number(process.hrtime.bigint() - start) / 1e9);
      });
    },
  };
}

/** `Patient`, `Patient/$palliative-handover`; ids never become labels. */
function routeLabel(path: string): string {
  const [, type = "", ...rest] = path.split("/");
  const operation = rest.find((segment) => segment.startsWith("$"));
  const known = /^[A-Z][A-Za-z]{1,40}$/.test(type) ? type : "other";
  return operation !== undefined && /^\$[a-z-]{1,40}$/.test(operation) ? `${known}/${operation}` : known;
}
