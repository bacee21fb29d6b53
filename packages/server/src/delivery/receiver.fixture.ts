import type { Bundle, Parameters } from "hl7-fhir-r4-types";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One notification as it came in. */
interface Received {
  readonly number: number;
  readonly topic: string | undefined;
  readonly focus: string | undefined;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** A real receiver on this machine. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** All that came in, answered well or not, in order of arrival. */
  readonly received: readonly Received[];
  /** The most requests that were under way at once. */
  readonly together: number;
  /** Status of the answer to each; `undefined`: never answers. A function may wait. */
  answer: (received: Received) => number | undefined | Promise<number | undefined>;
}

/** Starts a receiver; on the port that one had before, when named. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  let underWay = 0;
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const one = { ...read(body), body, headers: request.headers };
    received.push(one);
    const status = await receiver.answer(one);
    if (status !== undefined) response.writeHead(status, status === 307 ? { location: "/elsewhere" } : {}).end("what is answered isn't read");
  };
  const server = createServer((request, response) => {
    underWay += 1;
    receiver.together = Math.max(receiver.together, underWay);
    response.once("close", () => void (underWay -= 1));
    void hear(request, response);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const at = (server.address() as AddressInfo).port;
  const receiver = {
    url: `http://127.0.0.1:${at}/hook`,
    port: at,
    received,
    together: 0,
    answer: ((): number => 200) as Receiver["answer"],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) {
        server.close();
        await once(server, "close");
      }
    },
  };
  return receiver;
}

function read(body: string): Pick<Received, "number" | "topic" | "focus"> {
  const parameter = (JSON.parse(body) as Bundle<Parameters>).entry?.[0]?.resource?.parameter ?? [];
  const part = parameter.find(({ name }) => name === "notification-event")?.part ?? [];
  return {
    number: Number(part.find(({ name }) => name === "event-number")?.valueString),
    topic: parameter.find(({ name }) => name === "topic")?.valueCanonical,
    focus: part.find(({ name }) => name === "focus")?.valueReference?.reference,
  };
}
