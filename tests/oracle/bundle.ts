import type { Seen } from "./question.ts";

interface SeenEntry {
  readonly fullUrl?: string;
  readonly resource?: { readonly resourceType: string; readonly id?: string; readonly meta?: { readonly versionId?: string }; readonly issue?: readonly { readonly code?: string }[] };
  readonly search?: { readonly mode?: string };
  readonly request?: { readonly method?: string; readonly url?: string };
  readonly response?: { readonly status?: string; readonly etag?: string; readonly outcome?: unknown };
}

export interface SeenBundle {
  readonly total?: number;
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly SeenEntry[];
}

export function bundleOf({ text }: Seen): SeenBundle {
  return JSON.parse(text) as SeenBundle;
}

/** `Type/id` of the entries of one search mode. */
export function refsIn({ entry = [] }: SeenBundle, mode: string): readonly string[] {
  return entry.filter(({ search }) => search?.mode === mode).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
}

/** The cursor of the next page. */
export function nextOf({ link = [] }: SeenBundle): string | undefined {
  const url = link.find(({ relation }) => relation === "next")?.url;
  return url === undefined ? undefined : (new URL(url).searchParams.get("_cursor") ?? undefined);
}
