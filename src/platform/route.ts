import type { VNode } from 'preact';
import type { Database, Tx } from './database.ts';
import type { Fields } from './forms.ts';
import { NOT_THERE, type Refusal } from './refusal.ts';
import type { Viewer } from './viewer.ts';

/** One request and everything that a page needs to answer it. */
export type Exchange<V extends Viewer | undefined = Viewer | undefined> = {
  readonly request: Request;
  readonly url: URL;
  readonly query: URLSearchParams;
  readonly viewer: V;
  readonly db: Database;
  /** The caller's address, for counting tries; never logged. */
  readonly remote: string;
  /** A part of the path. Parts whose name ends in "Id" are UUIDs: anything else was answered 404 before. */
  param(name: string): string;
  /** The posted form, read once, within bounds. */
  form(): Promise<Fields>;
  /** Opens the one transaction of this request. */
  transaction<T>(act: (tx: Tx) => Promise<T>): Promise<T>;
  /** A whole page. */
  page(frame: PageFrame, body: VNode): Promise<Response>;
  /** 303 to a path of ours, with a sentence shown once on the next page. */
  redirect(path: string, notice?: string): Response;
  json(value: unknown, status?: number): Response;
  /** What may not be seen does not exist. */
  missing(): Promise<Response>;
  /** A refusal as a page (or JSON where that was asked for). */
  refused(refusal: Refusal): Promise<Response>;
};

export type PageFrame = {
  /** The start of the title, and the h1's words. */
  readonly title: string;
  /** The id of the entry in the navigation that is current. */
  readonly section?: string;
  readonly width?: 'text' | 'wide';
  readonly status?: number;
  /** Logical names of extra scripts, such as "writing/editor.js". */
  readonly scripts?: readonly string[];
  /** true when the page shows a form with errors: the title says so. */
  readonly hasErrors?: boolean;
  /** May be kept by shared caches for some seconds when nobody is signed in. */
  readonly publicFor?: number;
};

/** Who may use a route; `admits` answers nothing, or why not. "sign-in" sends a stranger to the sign-in page. */
export type Access<V extends Viewer | undefined> = {
  readonly rule: string;
  admits(exchange: Exchange): Refusal | 'sign-in' | undefined | Promise<Refusal | 'sign-in' | undefined>;
  /** Carries the viewer's type only. */
  readonly viewer?: V;
};

export type Handler<V extends Viewer | undefined> = (exchange: Exchange<V>) => Response | Promise<Response>;

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Access<Viewer | undefined>;
  readonly handle: Handler<Viewer | undefined>;
  /** Accepts posts from elsewhere (one-click unsubscribe, form_post): each with its own proof. */
  readonly fromElsewhere?: boolean;
};

/** A page to be read. */
export function get<V extends Viewer | undefined>(
  path: string,
  access: Access<V>,
  handle: Handler<V>,
): Route {
  return { method: 'GET', path, access, handle: handle as Handler<Viewer | undefined> };
}

/** An act. */
export function post<V extends Viewer | undefined>(
  path: string,
  access: Access<V>,
  handle: Handler<V>,
): Route {
  return { method: 'POST', path, access, handle: handle as Handler<Viewer | undefined> };
}

/** Open to everyone, signed in or not. */
export const anyone: Access<Viewer | undefined> = { rule: 'anyone', admits: () => undefined };

/** Open to whoever is signed in; what they see is for the page's finder to decide. */
export const signedIn: Access<Viewer> = {
  rule: 'signed in',
  admits: ({ viewer }) => (viewer ? undefined : 'sign-in'),
};

/** Open to whoever wears one of these hats anywhere; where they wear it, the page's finder checks. */
export function wearing(...hats: string[]): Access<Viewer> {
  return {
    rule: `wearing ${hats.join(' or ')}`,
    admits: ({ viewer }) => {
      if (!viewer) return 'sign-in';
      return viewer.hats.some(({ hat }) => hats.includes(hat)) ? undefined : NOT_THERE;
    },
  };
}
