import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import type { Person } from '#people';
import {
  Actions,
  Button,
  ButtonForm,
  DateField,
  ErrorSummary,
  errorFor,
  PostForm,
  Radios,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Empty, PageHead, Section } from '#look/page-parts.tsx';
import type { Portfolio } from './portfolio.ts';
import type { Share } from './share.sql.ts';

export type SharesProps = {
  portfolio: Portfolio;
  shares: readonly Share[];
  mentors: readonly Person[];
  names: ReadonlyMap<string, string>;
  typed: { withPersonId: string; untilDay: string; asks: string };
  /** The first and last day that may be chosen. */
  from: string;
  to: string;
  errors: readonly FieldError[];
};

/** Who can see a portfolio, until when, and how to change it. */
export function SharesView(props: SharesProps) {
  const { portfolio, shares, names } = props;
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <PageHead
        title="Who sees your portfolio"
        back={{ label: 'Your portfolio', href: `/portfolio/${portfolio.id}` }}
        lede="A mentor whom you share with reads your drafts and writes beside them. Nobody else can."
      />
      <Section title="Now">
        {shares.length === 0 ? (
          <Empty title="Only you">
            <p>Share with a mentor below. You can take it back at any moment.</p>
          </Empty>
        ) : (
          <ul class="shares">
            {shares.map((share) => (
              <li>
                <ShareNow
                  share={share}
                  portfolio={portfolio}
                  name={names.get(share.personId) ?? 'Somebody'}
                />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <ShareForm {...props} />
    </>
  );
}

function ShareNow({ share, portfolio, name }: { share: Share; portfolio: Portfolio; name: string }) {
  return (
    <>
      <div>
        <p>
          <strong>{name}</strong> until {sayDate(Temporal.PlainDate.from(share.untilDay))}
        </p>
        {share.asks && <p class="hint as-typed">{share.asks}</p>}
      </div>
      <ButtonForm
        action={`/portfolio/${portfolio.id}/shares/${share.personId}/revoke`}
        kind="danger"
        confirm={{
          question: `Stop sharing with ${name}?`,
          detail: 'They lose sight of it at once. What they wrote stays.',
          yes: 'Stop sharing',
        }}
      >
        Stop sharing<span class="unseen"> with {name}</span>
      </ButtonForm>
    </>
  );
}

function ShareForm({ portfolio, mentors, typed, from, to, errors }: SharesProps) {
  if (mentors.length === 0) {
    return (
      <Section title="Share it">
        <p>There is no mentor to share with yet. The programme team names them; ask the team.</p>
      </Section>
    );
  }
  return (
    <Section title="Share it">
      <PostForm action={`/portfolio/${portfolio.id}/shares`}>
        <Radios
          name="withPersonId"
          label="With whom?"
          value={typed.withPersonId}
          error={errorFor(errors, 'withPersonId')}
          options={mentors.map(({ id, name, department }) => ({
            value: id,
            label: name,
            hint: department || undefined,
          }))}
        />
        <DateField
          name="untilDay"
          label="Until which day?"
          hint="The last day on which they can read it. You can share again."
          value={typed.untilDay}
          min={from}
          max={to}
          error={errorFor(errors, 'untilDay')}
        />
        <TextArea
          name="asks"
          label="What would you like them to read?"
          optional
          rows={3}
          hint="Sections that you mark ready for feedback stand at the top of their list."
          value={typed.asks}
          error={errorFor(errors, 'asks')}
        />
        <Actions>
          <Button kind="first">Share your portfolio</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}
