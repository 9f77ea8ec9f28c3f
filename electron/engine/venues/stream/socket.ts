import { WebSocket } from 'ws';

export interface Socket {
  /** Dropped in silence once the connection is gone: its end is told by `onClose`. */
  send(text: string): void;
  /** Asks the other side for a sign of life. */
  probe(): void;
  close(): void;
}

export interface SocketEvents {
  onOpen(): void;
  onText(text: string): void;
  /** A ping or a pong came. */
  onAlive(): void;
  /** Called once, also where there never was a connection. */
  onClose(): void;
}

const MAX_MESSAGE_BYTES = 4 * 1_024 * 1_024;

/** A WebSocket that follows no redirect and keeps no error, because errors quote addresses. */
export function connectSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url, {
    followRedirects: false,
    maxPayload: MAX_MESSAGE_BYTES,
    handshakeTimeout: 10_000,
    perMessageDeflate: false,
  });
  socket.on('open', () => events.onOpen());
  // Text of exchanges, binary frames included (none of them sends anything but JSON).
  socket.on('message', (data) => events.onText((data as Buffer).toString('utf8')));
  socket.on('ping', () => events.onAlive());
  socket.on('pong', () => events.onAlive());
  socket.on('error', () => undefined);
  socket.on('close', () => events.onClose());
  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN;
  return {
    send: (text) => {
      if (isOpen()) socket.send(text);
    },
    probe: () => {
      if (isOpen()) socket.ping();
    },
    // Not `close`, which waits half a minute for an answer.
    close: () => socket.terminate(),
  };
}
