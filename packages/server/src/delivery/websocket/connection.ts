import type { WebSocket } from "ws";
import type { Sent } from "../send.ts";

/** One websocket of somebody who listens. */
export interface Connection {
  /** Unique to it, whatever process it is of. */
  readonly id: string;
  /** Writes a text. It arrived when it was handed to the network: who listens answers nothing.
   *  @param milliseconds how long that may take; who reads no more is let go */
  send(text: string, milliseconds: number): Promise<Sent>;
}

/** @param id as `Connection.id` */
export function connectionOver(socket: WebSocket, id: string): Connection {
  return {
    id,
    send(text, milliseconds) {
      return new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve({ outcome: "failed", failure: "the connection is closed" });
        const timer = setTimeout(() => {
          socket.terminate();
          resolve({ outcome: "failed", failure: "who listens reads no more" });
        }, milliseconds);
        socket.send(text, (fault) => {
          clearTimeout(timer);
          resolve(fault === undefined || fault === null ? { outcome: "delivered" } : { outcome: "failed", failure: "the connection is closed" });
        });
      });
    },
  };
}
