import { connect, type Socket } from "node:net";
import { percentile } from "./statistics.ts";
import { workloads, type Material, type Workload, type WorkloadName } from "./workloads.ts";

/** One measurement: callers that each send a request, wait for the whole answer and send the next. */
export interface Job {
  readonly port: number;
  readonly workload: WorkloadName;
  readonly material: Material;
  readonly callers: number;
  /** No new request is sent after this many milliseconds. */
  readonly milliseconds: number;
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly requests: number;
  /** Answers that were no 2xx; a measurement with any is worthless. */
  readonly refused: number;
  /** Mean size of a body in bytes. */
  readonly bytes: number;
}

const mostRequests = 400_000;
const longestHead = 16_384;

/** Runs as a process of its own (`fork`): the generator must not share a thread with what it measures. It speaks HTTP/1.1 over bare sockets with
 *  one read buffer each: a client library costs more than the server that sends the answers, and would measure itself. */
process.on("message", (job: Job) => {
  run(job).then(
    (measured) => process.send?.(measured),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run({ port, workload, material, callers, milliseconds }: Job): Promise<Measured> {
  const asked = workloads[workload](material);
  const latencies = new Float64Array(mostRequests);
  const tally = { requests: 0, refused: 0, bytes: 0 };
  const start = performance.now();
  const call = (caller: number): Promise<void> => repeat({ port, caller, workload: asked, until: start + milliseconds, latencies, tally });
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const seconds = (performance.now() - start) / 1_000;
  const sorted = latencies.subarray(0, tally.requests).sort();
  return {
    perSecond: tally.requests / seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    worst: sorted.at(-1) ?? Number.NaN,
    requests: tally.requests,
    refused: tally.refused,
    bytes: tally.bytes / Math.max(1, tally.requests),
  };
}

interface Round {
  readonly port: number;
  readonly caller: number;
  readonly workload: Workload;
  readonly until: number;
  readonly latencies: Float64Array;
  readonly tally: { requests: number; refused: number; bytes: number };
}

/** One caller on one connection, until its time is over. */
function repeat({ port, caller, workload, until, latencies, tally }: Round): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let head = "";
    /** Bytes of the body that are still to come; below zero while the head is read. */
    let left = -1;
    const send = (): void => {
      if (performance.now() >= until || tally.requests >= mostRequests) {
        socket.end();
        resolve();
        return;
      }
      head = "";
      left = -1;
      sent = performance.now();
      socket.write(workload.next(caller));
    };
    const read = (count: number, chunk: Uint8Array): boolean => {
      let body = count;
      if (left < 0) {
        const text = Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(count, longestHead)).toString("latin1");
        const before = head.length;
        head += text;
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) {
          if (head.length > longestHead) reject(new Error("a head without end"));
          return true;
        }
        body = count - (end + 4 - before);
        head = head.slice(0, end);
        left = lengthOf(head);
      }
      left -= body;
      if (left > 0) return true;
      if (left < 0) throw new Error("more bytes than announced");
      latencies[tally.requests] = performance.now() - sent;
      tally.requests += 1;
      tally.bytes += lengthOf(head);
      if (!head.startsWith("HTTP/1.1 2")) tally.refused += 1;
      workload.learn?.(caller, head);
      send();
      return true;
    };
    const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true, onread: { buffer: Buffer.allocUnsafe(131_072), callback: read } });
    socket.once("connect", send);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("the server closed the connection")));
  });
}

function lengthOf(head: string): number {
  const at = head.indexOf("Content-Length: ");
  if (at >= 0) return Number.parseInt(head.slice(at + 16, at + 28), 10);
  if (head.startsWith("HTTP/1.1 204")) return 0;
  throw new Error(`an answer without Content-Length: ${head.slice(0, 200)}`);
}
