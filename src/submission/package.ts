import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { distinctNames, zip, type ArchiveEntry } from '#platform/archive.ts';
import { fileStore } from '#platform/file-store.ts';
import { renderPdf } from '#platform/pdf.ts';
import { pdfData, PDF_TEMPLATE } from './package-pdf.ts';
import { packageText } from './package-text.ts';
import { packagePage } from './package.view.tsx';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import type { Submission } from './submission.sql.ts';

/** Where each file of a copy lies in its package, by the id of its piece of evidence. */
export type PackagePaths = ReadonlyMap<string, string>;

/**
 * The package of a submission for a body that assesses elsewhere: one ZIP, streamed, with the copy as a web page that needs
 * neither connection nor scripts, as a tagged PDF, as Markdown and as the canonical JSON; the files; and manifest.json
 * with the SHA-256 of each. The same submission gives the same bytes. What is withheld is named and not in it.
 */
export async function packageOf(submission: Submission, content: string): Promise<Readable> {
  const copy = readSnapshot(content);
  const paths = pathsIn(copy);
  const pdf = await renderPdf(PDF_TEMPLATE, pdfData(submission, copy));
  const written = [
    { name: 'index.html', content: packagePage(submission, copy, paths) },
    { name: 'portfolio.pdf', content: pdf },
    { name: 'portfolio.md', content: packageText(submission, copy, paths) },
    { name: 'submission.json', content },
  ];
  const manifest = manifestOf(submission, written, copy, paths);
  const files = await filesOf(copy, paths);
  return zip([...written, { name: 'manifest.json', content: manifest }, ...files], submission.submittedAt);
}

function pathsIn(copy: Snapshot): PackagePaths {
  const nameOf = distinctNames();
  const withFiles = copy.evidence.filter(({ file }) => file);
  return new Map(
    withFiles.map(({ id, file }, index) => {
      const place = String(index + 1).padStart(2, '0');
      return [id, nameOf(`evidence/${place}-${(file?.name ?? 'file').replaceAll(/[\\/]/g, '_')}`)];
    }),
  );
}

async function filesOf(copy: Snapshot, paths: PackagePaths): Promise<ArchiveEntry[]> {
  const store = await fileStore();
  return copy.evidence.flatMap(({ id, file }) => {
    const name = paths.get(id);
    return file && name ? [{ name, content: () => store.open(file.sha256) }] : [];
  });
}

type Written = { readonly name: string; readonly content: string | Uint8Array };

function manifestOf(
  submission: Submission,
  written: readonly Written[],
  copy: Snapshot,
  paths: PackagePaths,
): string {
  const files = [
    ...written.map(({ name, content }) => ({
      path: name,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    ...copy.evidence.flatMap(({ id, title, file }) =>
      file ? [{ path: paths.get(id), title, bytes: file.bytes, sha256: file.sha256 }] : [],
    ),
  ];
  const { number, sha256 } = submission;
  const about = { form: 'waymark-package/1', number, submittedAt: copy.submittedAt, zone: copy.zone, sha256 };
  return `${JSON.stringify({ ...about, candidate: copy.candidate.name, edition: copy.edition.id, pathway: copy.pathway.id, kind: copy.kind.id, files }, null, 2)}\n`;
}
