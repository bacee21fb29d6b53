import { html } from "./night-page/html.ts";

/** What somebody sees who opens the server's address in a browser. */
export function startPage(baseUrl: string, nonce: string): string {
  return html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wijkverband</title>
<style nonce="${nonce}">
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
a { color: #0b4f9e; } code { background: #f0f0f0; padding: 0.1em 0.3em; }
</style>
</head>
<body>
<main>
<h1>Wijkverband</h1>
<p>Deze server deelt zorggegevens tussen huisarts, spoedpost en wijkteam. De praktijk waar de patiënt is ingeschreven beheert het dossier.</p>
<p>Systemen vragen hier gegevens op via FHIR R4: <code>${baseUrl}</code></p>
<ul>
<li><a href="${baseUrl}/metadata">Wat deze server kan (CapabilityStatement)</a></li>
<li><a href="/openapi.json">Beschrijving voor ontwikkelaars (OpenAPI)</a></li>
<li><a href="/.well-known/smart-configuration">Toegang vragen (SMART)</a></li>
<li><a href="/.well-known/jwks.json">Sleutels van het zegel</a></li>
</ul>
</main>
</body>
</html>`.markup;
}
