import type { Socket } from 'node:net';
import pg from 'pg';
import { noteTrouble } from './log.ts';

/** Connections on which many callers ask at once, each statement written behind the last without waiting for its answer. */
export type Lanes = {
  query(statement: pg.QueryConfig): Promise<pg.QueryResult>;
  /** Closes them once what was asked is answered. */
  end(): Promise<void>;
};

type Lane = {
  readonly client: pg.Client;
  readonly opening: Promise<void>;
  isOpen: boolean;
  unanswered: number;
};

/**
 * Lanes for statements that only read and stand alone: up to `most` connections, opened when they are needed. What is
 * asked in one turn of the event loop leaves in one packet, and the answers come back so: on a home page of twenty
 * queries, writing to the socket and waking PostgreSQL was a third of the processor time. A statement that fails fails
 * alone. One that waits would hold up those behind it, so what takes locks does not belong here (`mayShareLane`).
 */
export function openLanes(config: pg.ClientConfig, most: number): Lanes {
  const lanes = new Set<Lane>();
  let gathering: Lane | undefined;

  function open(): Lane {
    const client = new pg.Client({ ...config, pipeline: true });
    const opening = client.connect().then(() => {
      lane.isOpen = true;
    });
    const lane: Lane = { client, opening, isOpen: false, unanswered: 0 };
    client.on('error', (error) => {
      lanes.delete(lane);
      noteTrouble('database connection lost', error);
    });
    client.on('end', () => lanes.delete(lane));
    opening.catch(() => lanes.delete(lane));
    lanes.add(lane);
    return lane;
  }

  /** The lane of this turn: an idle one, else a new one, else the one with least to do. */
  function laneOfThisTurn(): Lane {
    if (gathering && lanes.has(gathering)) return gathering;
    const [quietest] = [...lanes].sort((one, other) => one.unanswered - other.unanswered);
    const lane = quietest && (quietest.unanswered === 0 || lanes.size >= most) ? quietest : open();
    gathering = lane;
    const socket = lane.isOpen ? socketOf(lane.client) : undefined;
    socket?.cork();
    setImmediate(() => {
      gathering = undefined;
      socket?.uncork();
    });
    return lane;
  }

  return {
    async query(statement) {
      const lane = laneOfThisTurn();
      lane.unanswered++;
      try {
        if (!lane.isOpen) await lane.opening;
        return await lane.client.query(statement);
      } finally {
        lane.unanswered--;
      }
    },
    end: async () => void (await Promise.all([...lanes].map(({ client }) => client.end()))),
  };
}

/** Whether a statement only reads, and so never waits for another's lock and needs no connection of its own. */
export function mayShareLane(text: string): boolean {
  return (
    /^\s*select\b/i.test(text) && !/\bfor\s+(no\s+key\s+)?(update|share|key\s+share)\b|advisory/i.test(text)
  );
}

/** The driver keeps its socket to itself; holding it back for a moment is what makes one packet of many statements. */
function socketOf(client: pg.Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}
