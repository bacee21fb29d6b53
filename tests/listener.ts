import { readNotification, type Heard } from "./subscription.ts";

/** Somebody who listens over a websocket, with the WebSocket that browsers and Node have. */
export interface Listener {
  /** What came, in order. */
  readonly heard: readonly Heard[];
  /** The texts of it. */
  readonly texts: readonly string[];
  /** Code with which it was closed; `undefined` while it is open. */
  readonly closed: number | undefined;
  send(text: string): void;
  /** Goes without a word to whoever sends, as far as a client can. */
  leave(): Promise<void>;
}

/** Connects; resolves when the connection is open. */
export async function listen(url: string): Promise<Listener> {
  const socket = new WebSocket(url);
  const texts: string[] = [];
  let closed: number | undefined;
  socket.addEventListener("message", ({ data }) => texts.push(String(data)));
  const gone = new Promise<void>((resolve) => {
    socket.addEventListener("close", ({ code }) => {
      closed = code;
      resolve();
    });
  });
  await Promise.race([new Promise((resolve) => socket.addEventListener("open", resolve)), gone]);
  return {
    get heard() {
      return texts.map(readNotification);
    },
    get texts() {
      return texts;
    },
    get closed() {
      return closed;
    },
    send(text) {
      socket.send(text);
    },
    async leave() {
      socket.close();
      await gone;
    },
  };
}
