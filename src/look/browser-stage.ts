import { build } from 'esbuild';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';

/** The policy of the real pages: nothing that these scripts do may need more. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** A post as the stage received it. */
export type Post = { path: string; accept: string; fields: URLSearchParams; raw: string };

/** What a test answers a request with: a page, JSON, a way onward, or a broken line. */
export type Reply =
  { status?: number; html: string } | { status: number; json: unknown } | { onward: string } | 'hang up';

/** An answer now or later. */
type Answering = Reply | Promise<Reply>;

export type Stage = {
  url: string;
  browser: Browser;
  posts: Post[];
  /** What is answered; a test sets it as it needs. */
  answer: { get: (path: string) => Answering; post: (post: Post) => Answering };
  close: () => Promise<void>;
};

/** A browser and a small server that serves the script of every page under the policy of every page. */
export async function openStage(): Promise<Stage> {
  const script = await bundle();
  const stage: Pick<Stage, 'posts' | 'answer'> = {
    posts: [],
    answer: { get: () => ({ status: 404, html: '' }), post: () => ({ status: 404, html: '' }) },
  };
  const server = createServer((request, response) => void serve(stage, script, request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // `npm test` finds the browser and names it here.
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return Object.assign(stage, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    browser,
    close,
  });
}

async function bundle() {
  const entryPoints = [new URL('waymark.browser.ts', import.meta.url).pathname];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

async function serve(
  { posts, answer }: Pick<Stage, 'posts' | 'answer'>,
  script: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = request.url ?? '/';
  if (path === '/waymark.js') return response.setHeader('content-type', 'text/javascript').end(script);
  if (path === '/style.css') return response.setHeader('content-type', 'text/css').end('');
  if (request.method === 'GET') return send(response, await answer.get(path));
  const raw = await bodyOf(request);
  const post = { path, accept: request.headers.accept ?? '', fields: new URLSearchParams(raw), raw };
  posts.push(post);
  return send(response, await answer.post(post));
}

async function bodyOf(request: IncomingMessage) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}

function send(response: ServerResponse, reply: Reply) {
  if (reply === 'hang up') return response.destroy();
  if ('onward' in reply) return response.writeHead(303, { location: reply.onward }).end();
  if ('json' in reply) {
    return response
      .writeHead(reply.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(reply.json));
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  return response.writeHead(reply.status ?? 200, headers).end(reply.html);
}
