import { anyone, get } from '#platform/route.ts';
import type { Exchange, Route } from '#platform/route.ts';
import { findEdition, findPathway } from './edition.ts';
import { EditionView } from './edition.view.tsx';
import { FrameworksView } from './frameworks.view.tsx';
import { frameworksOnFile } from './on-file.ts';
import { PathwayView } from './pathway.view.tsx';

/** The schemes that this house knows, open to everyone: all of them, one edition, one pathway. */
export const routes: readonly Route[] = [
  get('/frameworks', anyone, showFrameworks),
  get('/frameworks/:edition', anyone, showEdition),
  get('/frameworks/:edition/:pathway', anyone, showPathway),
];

/** They change only when the house is started anew, so shared caches may keep them for an hour. */
const publicFor = 3600;
const section = 'pathways';

async function showFrameworks(exchange: Exchange): Promise<Response> {
  const editions = [...frameworksOnFile().values()];
  return exchange.page(
    { title: 'Pathways', section, width: 'wide', publicFor },
    <FrameworksView editions={editions} />,
  );
}

async function showEdition(exchange: Exchange): Promise<Response> {
  const edition = findEdition(frameworksOnFile(), exchange.param('edition'));
  if (!edition) return exchange.missing();
  return exchange.page(
    { title: edition.title, section, width: 'wide', publicFor },
    <EditionView edition={edition} />,
  );
}

async function showPathway(exchange: Exchange): Promise<Response> {
  const edition = findEdition(frameworksOnFile(), exchange.param('edition'));
  const pathway = edition && findPathway(edition, exchange.param('pathway'));
  if (!edition || !pathway) return exchange.missing();
  return exchange.page(
    { title: pathway.title, section, publicFor },
    <PathwayView edition={edition} pathway={pathway} />,
  );
}
