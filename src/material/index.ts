import './material.tables.ts';
import type { Room } from '#platform/room.ts';
import { copyMaterials } from './copy-materials.ts';
import { deskMaterialsRoutes } from './desk-materials.page.tsx';
import { materialsRoutes } from './materials.page.tsx';

/** What belongs to a workshop: materials before and after, its recording, its make-up task. */
export const material: Room = {
  name: 'material',
  routes: [...materialsRoutes, ...deskMaterialsRoutes],
  listeners: [copyMaterials],
  invariants: [
    {
      says: 'Every material has a wording',
      sql: 'select id from material.item where not exists (select from material.version where item_id = item.id)',
    },
  ],
};
