import { breaths, callerOf, faultName, isListening, setSubscriptionStatus, subscriptionNotification, type Binding } from "@wijkverband/facade";
import type { XmlCodec } from "@wijkverband/fhir";
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { isDeepStrictEqual } from "node:util";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import type { DeliveryHouse } from "../delivery-house.ts";
import { payloadOf } from "../payload.ts";
import { readServed, type Served } from "../subscription-list.ts";
import { connectionOver, type Connection } from "./connection.ts";
import { admit, turnAway } from "./upgrade.ts";

const second = 1_000;

/** Longest message that is taken: a token, and two words. */
const longestMessage = 4_096;

/** How long a connection may do nothing before it is bound; how often it is asked whether it is still there; how long one is used before a new token is wanted. */
const idle = 10 * second;
const pulse = 30 * second;
const longestBinding = 12 * 3_600 * second;

/** How often is looked at the latest whether somebody may listen still. */
const often = 60 * second;

const mostConnections = 1_000;
const mostUnbound = 200;
const mostOfClient = 50;

/** Codes with which we close, beside those of RFC 6455: 4000 to 4999 are for applications. */
const closing: Readonly<Record<Reason, readonly [code: number, text: string]>> = { leaving: [1001, "the server is leaving"], message: [1008, "bind-with-token: and a token, nothing else"], token: [4401, "this token isn't valid here"], access: [4403, "what was listened to is no more"], late: [4408, "bind with a new token"], elsewhere: [4409, "bound by another connection"], many: [4429, "too many connections"] };

type Reason = "leaving" | "message" | "token" | "access" | "late" | "elsewhere" | "many";

/** A Subscription that is listened to here. */
interface Bound {
  readonly connection: Connection;
  readonly binding: Binding;
  readonly since: number;
}

/** Websockets by which subscribers listen. */
export interface Sockets {
  /** Takes what comes to a server. */
  attach(server: Server): void;
  /** The connection over which a Subscription is listened to here. */
  connectionOf(this: void, subscription: string): Connection | undefined;
  /** Lets go who may listen no more. */
  review(): Promise<void>;
  close(): Promise<void>;
}

/** Opens nothing yet: `attach` says where somebody may come. Who comes is known by a token in a message, within ten seconds, and is bound for twelve hours at most. */
export function openSockets(house: DeliveryHouse, codec: XmlCodec): Sockets {
  const { store, clock, log } = house;
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false, clientTracking: true });
  const open = new Map<string, WebSocket>();
  const bound = new Map<string, Bound>();
  const leaving = new Set<Promise<void>>();
  let isLeaving = false;
  let seen = "";
  let looked = 0;
  const recipientOf = (id: string): string => `Subscription/${id}`;
  const heldBy = (connection: string): readonly string[] => [...bound].flatMap(([id, each]) => (each.connection.id === connection ? [id] : []));
  const end = (connection: string, reason: Reason): void => open.get(connection)?.close(...closing[reason]);

  /** Lets a Subscription go; and the connection, when it was the last one over it. */
  const release = (id: string, reason: Reason): void => {
    const connection = bound.get(id)?.connection.id;
    bound.delete(id);
    if (connection !== undefined && heldBy(connection).length === 0) end(connection, reason);
  };

  /** Why somebody may not listen (any more), by the Subscription as it is now. */
  const objectionTo = async (served: Served | undefined, { subscriber }: Binding): Promise<Reason | undefined> => {
    if (served === undefined) return "access";
    const { view } = served;
    const at = clock();
    if (view.channel.type !== "websocket" || !isListening(view, at) || !isDeepStrictEqual(view.subscriber, subscriber)) return "access";
    const works = subscriber.person === undefined ? (await store.readMany([view.organization])).size === 1 : (await callerOf(house, view, at)) !== undefined;
    return works ? undefined : "access";
  };

  /** Binds what a token stands for, and greets; what waits follows from the next round on. */
  const bind = async (connection: Connection, binding: Binding): Promise<boolean> => {
    let any = false;
    for (const id of binding.subscriptions) {
      const served = await readServed(store, id);
      if (served === undefined || (await objectionTo(served, binding)) !== undefined) continue;
      const former = bound.get(id)?.connection.id;
      if (former !== undefined && former !== connection.id) release(id, "elsewhere");
      await store.bindRecipient(recipientOf(id), connection.id);
      const { last } = await store.turnOf(recipientOf(id));
      const { stored, view } = served;
      const greeted = await connection.send(payloadOf(view, await subscriptionNotification(house, view, "handshake", last), codec), idle);
      if (greeted.outcome !== "delivered") {
        await store.bindRecipient(recipientOf(id), undefined);
        return true;
      }
      bound.set(id, { connection, binding, since: clock().getTime() });
      if (view.status !== "active") await setSubscriptionStatus(house, stored, "active");
      any = true;
    }
    return any;
  };

  const hear = async (socket: WebSocket, connection: Connection, data: RawData, isBinary: boolean): Promise<void> => {
    const token = isBinary ? undefined : /^bind-with-token:? *([\w.-]+)\s*$/.exec(textOf(data))?.[1];
    if (token === undefined) return socket.close(...closing.message);
    const binding = await house.bindings.take(token, clock());
    if (binding === undefined) return socket.close(...closing.token);
    const { client } = binding.subscriber;
    const own = new Set([...bound.values()].flatMap((each) => (each.binding.subscriber.client === client ? [each.connection.id] : [])));
    if (!own.has(connection.id) && own.size >= mostOfClient) return socket.close(...closing.many);
    if (!(await bind(connection, binding))) socket.close(...closing.access);
  };

  const welcome = (socket: WebSocket): void => {
    const connection = connectionOver(socket, randomUUID());
    open.set(connection.id, socket);
    const late = setTimeout(() => {
      if (heldBy(connection.id).length === 0) socket.close(...closing.late);
    }, idle);
    let alive = true;
    const beat = setInterval(() => {
      if (!alive) socket.terminate();
      alive = false;
      socket.ping();
    }, pulse);
    socket.on("pong", () => (alive = true));
    // one after another, so that a second message doesn't overtake the first
    let hearing = Promise.resolve();
    socket.on("message", (data, isBinary) => {
      // who was told to leave has nothing more to say
      if (socket.readyState !== socket.OPEN) return;
      hearing = hearing.then(() => hear(socket, connection, data, isBinary)).catch((fault: unknown) => {
        log.error({ fault: faultName(fault) }, "a websocket could not be bound");
        socket.close(1011, "our fault");
      });
    });
    socket.on("error", () => socket.terminate());
    socket.once("close", () => {
      clearTimeout(late);
      clearInterval(beat);
      open.delete(connection.id);
      const left = hearing.then(() => leave(connection)).catch(() => {}).finally(() => leaving.delete(left));
      leaving.add(left);
    });
  };

  /** Makes room for one more by letting go who did nothing for longest: who has a token uses it at once, and isn't kept out by a crowd that has none. */
  const hasRoom = (): boolean => {
    const working = new Set([...bound.values()].map(({ connection }) => connection.id));
    const unbound = [...open.keys()].filter((each) => !working.has(each));
    if (open.size < mostConnections && unbound.length < mostUnbound) return true;
    const [oldest] = unbound;
    if (oldest === undefined) return false;
    open.get(oldest)?.terminate();
    open.delete(oldest);
    return true;
  };

  /** Who was bound by another connection meanwhile stays bound by that. */
  const leave = async (connection: Connection): Promise<void> => {
    for (const id of heldBy(connection.id)) {
      bound.delete(id);
      if ((await store.turnOf(recipientOf(id))).bound === connection.id) await store.bindRecipient(recipientOf(id), undefined);
    }
  };

  return {
    attach(http) {
      http.on("upgrade", (request, socket, head) => {
        const refused = isLeaving ? 503 : (admit(request, house.bindings.url) ?? (hasRoom() ? undefined : 503));
        if (refused !== undefined) turnAway(socket, refused);
        else server.handleUpgrade(request, socket, head, welcome);
      });
    },
    connectionOf: (id) => bound.get(id)?.connection,
    async review() {
      const stamp = await store.stamp("-");
      const now = clock().getTime();
      // who may listen hangs on the directory, where Subscriptions stand too, and on periods in it
      const all = stamp !== seen || now - looked >= often;
      const breathe = breaths();
      for (const [id, { connection, binding, since }] of bound) {
        await breathe();
        const objection = all ? await objectionTo(await readServed(store, id), binding) : undefined;
        if ((await store.turnOf(recipientOf(id))).bound !== connection.id) release(id, objection ?? "elsewhere");
        else if (objection !== undefined) {
          await store.bindRecipient(recipientOf(id), undefined);
          release(id, objection);
        } else if (now - since > longestBinding) release(id, "late");
      }
      if (all) [seen, looked] = [stamp, now];
    },
    async close() {
      isLeaving = true;
      for (const connection of open.keys()) end(connection, "leaving");
      const late = setTimeout(() => server.clients.forEach((socket) => socket.terminate()), 2 * second);
      await Promise.all([...server.clients].map((socket) => new Promise((resolve) => (socket.readyState === socket.CLOSED ? resolve(undefined) : socket.once("close", resolve)))));
      clearTimeout(late);
      await Promise.all(leaving);
      server.close();
    },
  };
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString("utf8") : Array.isArray(data) ? Buffer.concat(data).toString("utf8") : Buffer.from(data).toString("utf8");
}
