import { addJob, type Task } from './jobs.ts';
import { inTransaction, json, type Tx } from './database.ts';
import { now } from './clock.ts';

/** Every kind of news and what it carries (ids, and what was true then); each room adds its own in `news.ts`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging, room by room
export interface NewsTypes {}

export type NewsKind = keyof NewsTypes & string;

/** Someone who acts on a kind of news, in a transaction of its own, once for each item. */
export type Listener<K extends NewsKind = NewsKind> = {
  /** "room.what-it-does", the name in receipts: never change it. */
  readonly name: string;
  readonly hears: K;
  hear(tx: Tx, news: NewsTypes[K]): Promise<void>;
};

/** Gives a listener its types. */
export function listen<K extends NewsKind>(name: string, hears: K, hear: Listener<K>['hear']): Listener {
  return { name, hears, hear };
}

let listeners: readonly Listener[] = [];

/** Makes the house's listeners known to this process; called once at start. */
export function seatListeners(all: readonly Listener[]): void {
  listeners = all;
}

/** Tells a piece of news in this transaction: one row, and one job for each (news, listener) pair. */
export async function announce<K extends NewsKind>(tx: Tx, kind: K, payload: NewsTypes[K]): Promise<void> {
  const { id } = await tx
    .insertInto('platform.news')
    .values({ kind, payload: json(payload), told_at: now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const listener of listeners.filter((one) => one.hears === kind)) {
    await addJob(tx, 'hear-news', { newsId: id, listener: listener.name });
  }
}

/** The job that lets one listener hear one piece of news; its receipt makes a second run do nothing. */
export const hearNews: Task = {
  name: 'hear-news',
  async run(db, { newsId, listener: name }) {
    const listener = listeners.find((one) => one.name === name);
    if (!listener) throw new Error(`No one called ${String(name)} listens.`);
    await inTransaction(db, async (tx) => {
      const receipt = await tx
        .insertInto('platform.news_receipt')
        .values({ news_id: Number(newsId), listener: listener.name, heard_at: now() })
        .onConflict((conflict) => conflict.doNothing())
        .returning('news_id')
        .executeTakeFirst();
      if (!receipt) return;
      const news = await tx
        .selectFrom('platform.news')
        .select('payload')
        .where('id', '=', Number(newsId))
        .executeTakeFirstOrThrow();
      await listener.hear(tx, news.payload as NewsTypes[NewsKind]);
    });
  },
};
