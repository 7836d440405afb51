import { Readable } from 'node:stream';
import { renderPdf } from '#platform/pdf.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import { attachment } from '#platform/serve-file.ts';
import type { Viewer } from '#platform/viewer.ts';
import { pdfData, PDF_TEMPLATE } from './package-pdf.ts';
import { packageOf } from './package.ts';
import { editionOf, ownPortfolio, type Portfolio } from '#portfolio';
import { preflight } from './preflight.ts';
import { readSnapshot } from './snapshot.ts';
import { changedSince } from './submission-changes.ts';
import { CopyView } from './submission-copy.view.tsx';
import { serveSnapshotFile } from './submission-file.ts';
import { contentOf, submissionOf, type Submission } from './submission.sql.ts';
import { refusalToWithdraw, withdrawSubmission } from './submit.ts';

type Known = Exchange<Viewer>;

const ONE = '/portfolio/:portfolioId/submissions/:submissionId';

export const submissionRoutes: readonly Route[] = [
  get(ONE, signedIn, show),
  get(`${ONE}/files/:evidenceId`, signedIn, download),
  get(`${ONE}/submission.json`, signedIn, downloadJson),
  get(`${ONE}/portfolio.pdf`, signedIn, downloadPdf),
  get(`${ONE}/package.zip`, signedIn, downloadPackage),
  post(`${ONE}/withdraw`, signedIn, withdraw),
];

type Owned = { portfolio: Portfolio; submission: Submission };

/** The submission that the address names, if it is of the viewer's own portfolio. */
async function owned(x: Known): Promise<Owned | undefined> {
  const portfolio = await ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
  const submission = portfolio && (await submissionOf(x.db, x.param('submissionId')));
  return portfolio && submission?.portfolioId === portfolio.id ? { portfolio, submission } : undefined;
}

async function show(x: Known): Promise<Response> {
  const found = await owned(x);
  const content = found && (await contentOf(x.db, found.submission.id));
  if (!found || !content) return x.missing();
  const { portfolio, submission } = found;
  const copy = readSnapshot(content);
  return x.page(
    { title: `Submission ${submission.number}`, section: 'portfolio' },
    <CopyView
      submission={submission}
      edition={editionOf(portfolio)}
      copy={copy}
      since={changedSince(await preflight(x.db, portfolio), copy)}
      mayWithdraw={!refusalToWithdraw(submission)}
    />,
  );
}

async function download(x: Known): Promise<Response> {
  const found = await owned(x);
  const answer =
    found && (await serveSnapshotFile(x.db, found.submission.id, x.param('evidenceId'), x.request));
  return answer ?? x.missing();
}

async function downloadJson(x: Known): Promise<Response> {
  const found = await owned(x);
  const content = found && (await contentOf(x.db, found.submission.id));
  if (!found || !content) return x.missing();
  return asDownload(content, 'application/json', 'submission.json');
}

async function downloadPdf(x: Known): Promise<Response> {
  const found = await owned(x);
  const content = found && (await contentOf(x.db, found.submission.id));
  if (!found || !content) return x.missing();
  const { submission } = found;
  const pdf = await renderPdf(PDF_TEMPLATE, pdfData(submission, readSnapshot(content)));
  return asDownload(new Uint8Array(pdf), 'application/pdf', `${submission.number}.pdf`);
}

async function downloadPackage(x: Known): Promise<Response> {
  const found = await owned(x);
  const content = found && (await contentOf(x.db, found.submission.id));
  if (!found || !content) return x.missing();
  const stream = await packageOf(found.submission, content);
  const body = Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
  return asDownload(body, 'application/zip', `${found.submission.number}.zip`);
}

function asDownload(body: BodyInit, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': attachment(name),
      'cache-control': 'private, no-cache',
    },
  });
}

async function withdraw(x: Known): Promise<Response> {
  const found = await owned(x);
  if (!found) return x.missing();
  const { id: submissionId, number, portfolioId, personId } = found.submission;
  await x.transaction((tx) => withdrawSubmission(tx, { submissionId, personId }));
  return x.redirect(`/portfolio/${portfolioId}/submissions/${submissionId}`, `You took back ${number}.`);
}
