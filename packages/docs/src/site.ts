import { capabilityStatement, html } from "@wijkverband/facade";
import { createSearchParameters } from "@wijkverband/fhir";
import { actorStatements } from "./actors.ts";
import { page, table, type Page } from "./page.ts";
import { actorPages } from "./pages/actors.ts";
import { capabilityPage, searchPage } from "./pages/capability.ts";
import { guidePages } from "./pages/guides.ts";
import { operationPages } from "./pages/operations.ts";
import { profilePages } from "./pages/profiles.ts";
import { terminologyPage } from "./pages/terminology.ts";
import type { Sources } from "./sources.ts";

export interface SiteOptions {
  /** Base of the server that the pages speak of, without slash at the end. */
  readonly baseUrl: string;
  readonly softwareVersion: string;
  /** The day that the CapabilityStatement gets. */
  readonly at: Date;
}

/** Every page of the documentation, made from the same lists as the server. Pure: the same sources give the same pages. */
export function makeSite(sources: Sources, { baseUrl, softwareVersion, at }: SiteOptions): readonly Page[] {
  const searchParameters = createSearchParameters(sources.searchParameters);
  const supportedProfiles = sources.supportedProfiles as Parameters<typeof capabilityStatement>[0]["supportedProfiles"];
  const statement = capabilityStatement({ baseUrl, searchParameters, supportedProfiles, softwareVersion }, at);
  return [
    page(
      "index.html",
      "Wijkverband",
      html`<p>Palliative handovers, shared care plans and who answers for the patient, over FHIR R4. These pages are made from what the server runs on.</p>`,
      table(["", ""], [
        [html`<a href="guides/README.html">Start here</a>`, "the demo, the call at 03:00, the shared plan"],
        [html`<a href="capability.html">What the server can do</a>`, "its CapabilityStatement"],
        [html`<a href="actors.html">Who connects</a>`, "what a HIS, a post, a nursing system and a pharmacy may ask"],
        [html`<a href="search.html">Search parameters</a>`, `${sources.searchParameters.length} of them, by type`],
        [html`<a href="profiles.html">Profiles</a>`, `${sources.profiles.length} profiles and extensions: how to fill them, with examples`],
        [html`<a href="operations.html">Operations</a>`, "what they take and give, with calls to copy"],
        [html`<a href="terminology.html">Codes</a>`, "our code systems and value sets"],
        [html`<a href="guides.html">Guides</a>`, "everything else"],
      ]),
    ),
    capabilityPage(statement),
    searchPage(statement, sources.searchParameters),
    terminologyPage(sources),
    ...actorPages(actorStatements(at)),
    ...profilePages(sources),
    ...operationPages(sources),
    ...guidePages(sources),
  ];
}
