import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A document that could not be set: a fault of its template, or one that took too long. */
export class PdfProblem extends Error {
  readonly template: string;
  constructor(template: string, message: string) {
    super(`${template}: ${message}`);
    this.name = 'PdfProblem';
    this.template = template;
  }
}

export type PdfPress = {
  render: (template: string, data: unknown) => Promise<Uint8Array>;
  close: () => Promise<void>;
};

type Settings = { templates?: string; engine?: 'native' | 'web'; timeoutMs?: number };
type Job = {
  template: string;
  data: string;
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
};
type Answer = { id: number; pdf?: Uint8Array; failed?: string };
type Running = { worker: Worker; id: number; job?: Job | undefined; timer?: NodeJS.Timeout | undefined };

/*
 * Where the worker and the templates are, with no setting:
 *
 * - from source (tests, tools): this module is src/platform/pdf.ts. The worker is src/platform/pdf.worker.ts, which
 *   Node 24 runs by stripping its types; the templates are the .typ files of src.
 * - in the bundle: this module is build/server.js (any .js file in build/ itself, a chunk too). The build makes
 *   build/pdf.worker.js of src/platform/pdf.worker.ts (an entry of its own, packages external), and copies each
 *   src/<room>/<name>.typ to build/templates/<room>/<name>.typ. Nothing else may lie in build/templates.
 *
 * A template is named by its path from there ("award/certificate.typ"), and imports from there too:
 * #import "/platform/letterhead.typ": letterhead
 */
const FROM_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = new URL(FROM_SOURCE ? './pdf.worker.ts' : './pdf.worker.js', import.meta.url);
const TEMPLATES = fileURLToPath(new URL(FROM_SOURCE ? '../' : './templates/', import.meta.url));
const MOST_MS = 20_000;

/**
 * Opens a press: one thread, started by the first document and kept warm, that sets documents one after another in
 * the order asked. A document that takes longer than `timeoutMs` once it is its turn (20 seconds unless said) is
 * given up and the thread left to end; the next document gets a new one. An idle press keeps no process alive.
 */
export function openPress({ templates = TEMPLATES, engine, timeoutMs = MOST_MS }: Settings = {}): PdfPress {
  const waiting: Job[] = [];
  let running: Running | undefined;

  function start(): Running {
    const worker = new Worker(WORKER, { workerData: { templates, engine }, execArgv: [] });
    const started: Running = { worker, id: 0 };
    worker.on('message', (answer: Answer) => settle(started, answer));
    worker.on('error', (error: Error) => give(started, `the thread broke: ${error.message}`));
    worker.on('exit', () => give(started, 'the thread ended'));
    worker.unref();
    return started;
  }

  function next(): void {
    if (running?.job) return;
    const job = waiting.shift();
    if (!job) return;
    running ??= start();
    const current = running;
    current.job = job;
    current.id += 1;
    current.worker.ref();
    current.timer = setTimeout(() => give(current, `not ready after ${timeoutMs} ms`), timeoutMs);
    current.worker.postMessage({ id: current.id, template: job.template, data: job.data });
  }

  function settle(current: Running, { id, pdf, failed }: Answer): void {
    if (id !== current.id || !current.job) return;
    const job = free(current);
    if (pdf) job?.resolve(pdf);
    else job?.reject(new PdfProblem(job.template, failed ?? 'nothing came back'));
    next();
  }

  // The thread may sit in machine code that hears nothing: nobody waits for its end.
  function give(current: Running, why: string): void {
    if (running === current) running = undefined;
    const job = free(current);
    job?.reject(new PdfProblem(job.template, why));
    void current.worker.terminate();
    next();
  }

  return {
    render: (template, data) => {
      if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*\.typ$/.test(template)) {
        return Promise.reject(new PdfProblem(template, 'not the name of a template'));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ template, data: JSON.stringify(data), resolve, reject });
        next();
      });
    },
    close: async () => {
      for (const job of waiting.splice(0)) job.reject(new PdfProblem(job.template, 'the press is closing'));
      const closing = running;
      if (!closing) return;
      give(closing, 'the press is closing');
      await closing.worker.terminate();
    },
  };
}

function free(current: Running): Job | undefined {
  const { job } = current;
  clearTimeout(current.timer);
  current.job = undefined;
  current.worker.unref();
  return job;
}

let press: PdfPress | undefined;

/**
 * Sets a document: `template` is a .typ file by its path in src ("award/certificate.typ"), `data` reaches it by
 * `json("/data.json")`, so that nothing a person wrote can be markup. Gives a tagged PDF; where the native engine
 * runs (Linux on x64) Typst has checked it against PDF/UA-1 and refuses what breaks it (no title, no alternative text, a
 * heading skipped), and a character that no font can draw stands as its code, "[U+1F389]". The same template and
 * data give the same bytes: a template takes its date from the data, never `datetime.today()`.
 *
 * Fonts: "Source Serif 4" and "Atkinson Hyperlegible Next" when their packages are installed; the native engine
 * brings "Libertinus Serif", "New Computer Modern" and "DejaVu Sans Mono", and sees the system's fonts besides.
 *
 * Throws PdfProblem: the template's fault as Typst tells it, or the time. Costs milliseconds of another thread.
 */
export function renderPdf(template: string, data: unknown): Promise<Uint8Array> {
  press ??= openPress();
  return press.render(template, data);
}

/** Ends the thread that sets documents; those still waiting are refused. */
export async function closePdf(): Promise<void> {
  const closing = press;
  press = undefined;
  await closing?.close();
}
