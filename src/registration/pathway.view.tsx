import {
  PathwayBlaze,
  repeatsFor,
  sectionsFor,
  type Edition,
  type FeeAnswer,
  type Pathway,
} from '#framework';
import { Button, Hidden, PostForm } from '#look/field.tsx';
import { Inset, PageHead } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { feeInWords } from './fee-words.ts';

/** A pathway as it is laid beside the others. */
export type Offered = { readonly pathway: Pathway; readonly fee: FeeAnswer };

export type PathwaysProps = {
  title: string;
  edition: Edition;
  programmeSlug: string;
  offered: readonly Offered[];
  chosenId: string | undefined;
  /** The pathway of the registration in force, where there is one. */
  registeredFor: string | undefined;
  back: string;
};

/** The pathways side by side, each with whom it is for, what it asks, its fee, and a button. */
export function PathwaysView(props: PathwaysProps) {
  const { title, edition, offered, chosenId, registeredFor, back } = props;
  const body = edition.awardingBody.abbreviation;
  return (
    <>
      <PageHead
        title={title}
        kicker={edition.title}
        back={{ label: 'Your registration', href: back }}
        lede={
          chosenId === undefined
            ? 'Choose by your role and what you can show. You can change it later: nothing that you write is lost.'
            : 'You can change at any time. Nothing is lost: what you have written stays, and what the new pathway asks besides is added empty.'
        }
      />
      {registeredFor !== undefined && (
        <Inset kind="attention">
          <p>
            You are registered with {body} for {titleOf(edition, registeredFor)}. A change here does not
            change that: tell {body} as well.
          </p>
        </Inset>
      )}
      <div class="pathways">
        {offered.map((one) => (
          <OnePathway {...one} {...props} chosen={one.pathway.id === chosenId} body={body} />
        ))}
      </div>
      <p class="hint">
        <a href={`/frameworks/${edition.id}`}>Everything that the scheme asks, section by section</a>
      </p>
    </>
  );
}

type OneProps = Offered & PathwaysProps & { chosen: boolean; body: string };

function OnePathway({ pathway, fee, edition, programmeSlug, chosen, body }: OneProps) {
  return (
    <article class={chosen ? 'pathway pathway-chosen' : 'pathway'} aria-labelledby={`pathway-${pathway.id}`}>
      <h2 id={`pathway-${pathway.id}`}>
        <PathwayBlaze pathway={pathway} />
      </h2>
      <p>{pathway.forWhom}</p>
      <div>
        <h3>What it asks</h3>
        <ul class="pathway-asks">
          {asksOf(edition, pathway).map((ask) => (
            <li>{ask}</li>
          ))}
        </ul>
      </div>
      <div class="stack stack-tight">
        <h3>Fee</h3>
        <p>
          {feeInWords(
            { feePence: fee.amountPence, feeCurrency: fee.currency, feeConfirmed: fee.confirmed },
            body,
          )}
        </p>
        {pathway.unconfirmed !== undefined && (
          <Inset kind="attention">
            <p>
              <strong>Unconfirmed.</strong> {pathway.unconfirmed}
            </p>
          </Inset>
        )}
      </div>
      <div class="pathway-end">
        {chosen ? (
          <StateTag kind="done">Your pathway</StateTag>
        ) : (
          <PostForm action="/registration/pathway" label={`Choose ${pathway.title}`}>
            <Hidden name="programme" value={programmeSlug} />
            <Hidden name="pathway" value={pathway.id} />
            <Button>Choose {pathway.title}</Button>
          </PostForm>
        )}
      </div>
    </article>
  );
}

/** What a pathway asks, counted from the edition: assessed sections, options, statements, and what it alone asks. */
export function asksOf(edition: Edition, pathway: Pathway): string[] {
  const slots = sectionsFor(edition, pathway.id).filter(({ section }) => !section.repeats);
  const assessed = slots.filter((slot) => slot.assessed && slot.required).length;
  const statements = slots.filter((slot) => !slot.assessed && slot.required).length;
  const options = repeatsFor(edition, pathway.id).map(({ section, min, max }) => {
    const many = max === undefined ? `${min} or more` : max === min ? String(min) : `${min} to ${max}`;
    return `${section.title}: ${many}`;
  });
  const choices = pathway.choices.map(
    ({ title, min, max }) => `${title}: ${min === max ? min : `${min} to ${max}`}`,
  );
  const notes = slots.flatMap(({ code, note }) => (note === undefined ? [] : [`${code}: ${note}`]));
  return [
    ...(assessed > 0 ? [counted(assessed, 'section that is rated', 'sections that are rated')] : []),
    ...options,
    ...choices,
    ...(statements > 0
      ? [counted(statements, 'statement that is not rated', 'statements that are not rated')]
      : []),
    ...notes,
  ];
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function titleOf(edition: Edition, pathwayId: string): string {
  return edition.pathways.find(({ id }) => id === pathwayId)?.title ?? pathwayId;
}
