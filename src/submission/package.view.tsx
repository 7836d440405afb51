import { renderToString } from 'preact-render-to-string';
import { Facts } from '#look/facts.tsx';
import { factsOf } from './package-pdf.ts';
import type { PackagePaths } from './package.ts';
import type { Snapshot } from './snapshot.ts';
import type { Submission } from './submission.sql.ts';
import { ReadingContents, SubmissionReading } from './submission.view.tsx';

// The page is opened from a disk: its few rules come with it, and its policy lets nothing in from anywhere.
const STYLE = `:root{color-scheme:light dark}
body{font:18px/1.5 'Atkinson Hyperlegible Next','Segoe UI',system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:2rem 1.25rem 5rem;background:light-dark(#faf8f3,#131817);color:light-dark(#1b2421,#ece8de)}
h1,h2,h3,h4,h5,h6{font-family:'Source Serif 4',Georgia,serif;line-height:1.2;font-weight:600;margin:1.6em 0 .5em}
h1{font-size:2rem;margin-top:0}h2{font-size:1.45rem;border-top:1px solid light-dark(#ddd7c9,#33403c);padding-top:1.2rem}h3{font-size:1.15rem}
a{color:light-dark(#1d5142,#8fd0b6)}:focus-visible{outline:3px solid light-dark(#a35f00,#f2b84b);outline-offset:2px}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) minmax(0,1fr);gap:.3rem 1.2rem}dt,.hint{color:light-dark(#48534e,#aeb8b2)}dd{margin:0;overflow-wrap:anywhere}
blockquote{border-inline-start:3px solid light-dark(#ddd7c9,#33403c);margin-inline:0;padding-inline-start:1rem}
pre,table{overflow-x:auto;max-width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .8rem .3rem 0}
@media print{body{max-width:none;font-size:10.5pt;background:none}h2,h3{break-after:avoid}}`;

/** A copy as one page that opens from a disk, without a connection and without scripts. */
export function packagePage(submission: Submission, copy: Snapshot, paths: PackagePaths): string {
  const title = `${copy.pathway.title} portfolio of ${copy.candidate.name}`;
  const page = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{`${title} (${copy.number})`}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <Facts facts={factsOf(submission, copy).map(([label, value]) => ({ label, value }))} />
          <ReadingContents snapshot={copy} />
          <SubmissionReading snapshot={copy} files={(id) => addressOf(paths.get(id) ?? '')} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}\n`;
}

function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
