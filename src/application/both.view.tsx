import { sayInstant } from '#calendar';
import { sayAnswer, sectionOf, type Answers, type FormSection, type WorkshopNames } from '#form';
import { ButtonForm } from '#look/field.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { Lines } from './sent.view.tsx';
import type { SetAside } from './draft.sql.ts';
import type { Opened } from './opened.ts';

/** Words that met other words: both texts, and a button under each. */
export function BothView(props: Opened & { aside: readonly SetAside[] }) {
  const { application, aside } = props;
  return (
    <>
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Back to your application' }}
        title="Two texts, one place"
        lede="The same section was written twice: in two windows, or before and after you signed in. Nothing is lost. Choose which one goes on; until you do, both stay."
      />
      {aside.map((one) => (
        <OneChoice {...props} one={one} />
      ))}
    </>
  );
}

function OneChoice({ application, run, form, saved, names, one }: Opened & { one: SetAside }) {
  const section = sectionOf(form.content, one.section);
  const standing = saved.find((other) => other.section === one.section);
  const action = `/applications/${application.id}/both/${one.id}`;
  const title = section?.title ?? 'Other words';
  return (
    <Section title={title}>
      <div class="both-texts">
        <div class="both-text">
          <p class="kicker">
            {standing
              ? `In your application, saved ${sayInstant(standing.savedAt, run.zone)}`
              : 'In your application: nothing yet'}
          </p>
          <Text section={section} answers={standing?.answers ?? {}} names={names} />
          <ButtonForm action={action} values={{ keep: 'standing' }}>
            Keep this text
          </ButtonForm>
        </div>
        <div class="both-text">
          <p class="kicker">{`Written beside it, ${sayInstant(one.writtenAt, run.zone)}`}</p>
          <Text section={section} answers={one.answers} names={names} />
          <ButtonForm action={action} values={{ keep: 'other' }}>
            Use this text instead
          </ButtonForm>
        </div>
      </div>
    </Section>
  );
}

function Text({
  section,
  answers,
  names,
}: {
  section: FormSection | undefined;
  answers: Answers;
  names: WorkshopNames;
}) {
  const said = (section?.questions ?? []).flatMap((question) => {
    const words = sayAnswer(question, answers, names);
    return words === undefined ? [] : [{ label: question.label, words }];
  });
  if (said.length === 0) return <p class="hint">Empty.</p>;
  return (
    <>
      {said.map(({ label, words }) => (
        <div class="read-answer">
          <h3>{label}</h3>
          <p>
            <Lines text={words} />
          </p>
        </div>
      ))}
    </>
  );
}
