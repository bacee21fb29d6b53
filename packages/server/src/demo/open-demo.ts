import type { Config } from "../config.ts";
import { openRuntime, type Runtime } from "../runtime.ts";
import { demoClients, demoRegistrations } from "./clients.ts";
import { seedDemo } from "./seed.ts";

/** Opens the demo's runtime and seeds its region if that wasn't done before. */
export async function openDemo(config: Config, progress: (done: number, total: number) => void, clock?: () => Date): Promise<Runtime> {
  const runtime = await openRuntime(config, demoRegistrations, { clients: demoClients, ...(clock && { clock }) });
  await seedDemo(runtime.house, config.demoPatients, progress);
  return runtime;
}
