import type { Context } from "./context.ts";
import type { House } from "./house.ts";

/** Who writes, as a URL: the person where the directory knows one, else the organisation. */
export function sourceOf({ house, caller }: Pick<Context, "caller"> & { readonly house: Pick<House, "baseUrl"> }): string | undefined {
  const writer = caller.person ?? caller.organization;
  return writer === undefined ? undefined : `${house.baseUrl}/${writer}`;
}
