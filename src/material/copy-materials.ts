import { listen } from '#platform/news.ts';
import { materialsOf } from './material.sql.ts';
import { addMaterial } from './write-material.ts';

/** What belongs to a workshop belongs to its copy too, but for the recording of what was said that year. */
export const copyMaterials = listen(
  'material.copy-with-run',
  'programme.run-copied',
  async (tx, { pieces, workshops, by }) => {
    if (!pieces.includes('preparation')) return;
    for (const { fromId, id } of workshops) {
      for (const { stands, title, link, words } of await materialsOf(tx, fromId)) {
        if (stands !== 'recording') await addMaterial(tx, { workshopId: id, stands, title, link, words, by });
      }
    }
  },
);
