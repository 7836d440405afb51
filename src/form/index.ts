import './form.tables.ts';
import type { Room } from '#platform/room.ts';
import { copyFormRoutes } from './copy-form.page.tsx';
import { listeners } from './copy-form.ts';
import { equalityRoutes } from './equality.page.tsx';
import { formRoutes } from './form.page.tsx';
import { questionRoutes } from './question.page.tsx';
import { sectionEditRoutes } from './section-edit.page.tsx';

export { toAnswers, valuesOf, type Answer, type Answers } from './answers.ts';
export { asAsked, askedLater, dayOf, endOf, isFrozen, type AskedAt } from './as-asked.ts';
export {
  faultsOfForm,
  faultsOfSection,
  isLocked,
  stateOfSection,
  withKnown,
  type AnswerFault,
  type Known,
  type SectionState,
} from './completeness.ts';
export {
  closeEqualityAnswers,
  equalityAnswersFor,
  joinEqualityAnswers,
  keepEqualityAnswers,
} from './equality.ts';
export { runsWithOpenEquality } from './equality.sql.ts';
export {
  addressesIn,
  isOptional,
  keysOf,
  managerIn,
  questionsOf,
  sectionOf,
  splitForTeam,
  type Audience,
  type Form,
  type FormContent,
  type FormSection,
  type Question,
  type Selection,
} from './form.ts';
export { addForm, findForm, formOfRun, latestForm } from './form.sql.ts';
export { misfitsOf, sectionsOfKeys, type Misfit } from './fit.ts';
export { changesOf, publishRevision, refusalToPublish } from './revise.ts';
export { lastStep, openRevision, type Revision } from './revision.sql.ts';
export { QuestionField } from './question.view.tsx';
export { sayAnswer, sayAnswers, sayWorkshop, type WorkshopNames } from './say.ts';
export { parseSection, typedInto } from './section.form.ts';
export { firstForm, FormFileProblems, openForms, shippedForms } from './shipped.ts';
export { weaknessesOf, type Weakness } from './weaknesses.ts';

export const form: Room = {
  name: 'form',
  routes: [...formRoutes, ...questionRoutes, ...sectionEditRoutes, ...copyFormRoutes, ...equalityRoutes],
  listeners,
};
