import { Section } from '#look/page-parts.tsx';
import type { Answers } from './answers.ts';
import { asAsked, isFrozen, type AskedAt } from './as-asked.ts';
import type { Audience, FormContent, FormSection, Question } from './form.ts';
import { QuestionField } from './question.view.tsx';
import type { WorkshopNames } from './say.ts';

export type PreviewProps = {
  content: FormContent;
  at: AskedAt;
  names: WorkshopNames;
};

/** Who reads a section, in a few words. */
export const AUDIENCE_WORDS: Record<Audience, string> = {
  selectors: 'Selectors and the team read this.',
  team: 'Only the team reads this.',
  nobody: 'Nobody reads this; it is only counted.',
};

const NOTHING: Answers = {};

/** The form as somebody meets it who has answered nothing yet: the applicant's own controls, which here go nowhere. */
export function PreviewOfForm(props: PreviewProps) {
  return (
    <div class="form-preview stack">
      {props.content.sections.map((section) => (
        <PreviewOfSection {...props} section={section} />
      ))}
    </div>
  );
}

/** One section of it. */
export function PreviewOfSection(
  props: PreviewProps & {
    section: FormSection;
    /** A question that is shown even while it would not be asked. */
    shows?: string;
  },
) {
  const { section, content, at, shows } = props;
  const asked = asAsked(content, NOTHING, at).sections.find(({ id }) => id === section.id);
  const now = (question: Question) => asked?.questions.find(({ id }) => id === question.id);
  return (
    <Section title={section.title} hint={section.lede}>
      <form class="form" aria-label={`Preview of ${section.title}`}>
        {section.questions.map((question) => (
          <QuestionField
            question={asPreview(now(question) ?? question)}
            answers={NOTHING}
            errors={[]}
            known={{ department: '' }}
            names={props.names}
            hidden={now(question) === undefined && question.id !== shows}
            frozen={isFrozen(question, NOTHING, at)}
          />
        ))}
      </form>
    </Section>
  );
}

/** Names of its own, so that a preview beside a form has no control of the same name. */
export function asPreview(question: Question): Question {
  const { onlyIf } = question;
  return {
    ...question,
    id: previewOf(question.id),
    ...(onlyIf ? { onlyIf: { ...onlyIf, question: previewOf(onlyIf.question) } } : {}),
  };
}

function previewOf(id: string): string {
  return `preview-${id}`;
}
