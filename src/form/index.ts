import './form.tables.ts';
import type { Room } from '#platform/room.ts';

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
  isOptional,
  sectionOf,
  splitForTeam,
  toAnswers,
  type Answer,
  type Answers,
  type Form,
  type FormContent,
  type FormSection,
  type Question,
  type Selection,
} from './form.ts';
export { addForm, findForm, formOfRun } from './form.sql.ts';
export { QuestionField } from './question.view.tsx';
export { sayAnswer, sayAnswers, sayWorkshop, type WorkshopNames } from './say.ts';
export { parseSection, typedInto } from './section.form.ts';
export { firstForm, FormFileProblems, openForms, shippedForms } from './shipped.ts';

export const form: Room = { name: 'form' };
