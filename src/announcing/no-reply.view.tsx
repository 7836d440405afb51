import { sayInstant, sayRelative } from '#calendar';
import { reminderTimes, type OpenOffer, type Reminder } from '#place';
import { ButtonForm } from '#look/field.tsx';
import { Empty, Section } from '#look/page-parts.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { nameOf, type AnnouncedViewProps } from './announced.view.tsx';
import { Pages } from './list-page.view.tsx';

/** Who has an offer and has not answered, with the reminders that went out and will, and one by hand. */
export function NoReply(props: AnnouncedViewProps) {
  const { run, open, pages, rule } = props;
  const says = [
    rule.remindBeforeHours > 0 && `${rule.remindBeforeHours} hours before the end`,
    rule.remindAfterHours > 0 && `${rule.remindAfterHours} hours after the offer`,
  ].filter((one) => one !== false);
  return (
    <Section
      id="unanswered"
      title={`No reply yet (${pages.open.total})`}
      hint={`Reminders go out by themselves${says.length > 0 ? ` ${says.join(' and ')}` : ': none'}, once each.`}
      action={<a href={`/desk/${run.id}/places/rule`}>How places are held</a>}
    >
      <DataTable
        caption="No reply yet"
        hideCaption
        rows={open}
        rowKey={(one) => one.id}
        columns={noReplyColumns(props)}
        empty={<Empty title="Everybody has answered">Offers without a reply are listed here.</Empty>}
      />
      <Pages {...props} list={pages.open} other={pages.waiting} label="Pages of those who have not replied" />
    </Section>
  );
}

function noReplyColumns(props: AnnouncedViewProps): Column<OpenOffer>[] {
  const { run, reminders, rule, now } = props;
  return [
    { key: 'name', label: 'Name', rowHeader: true, cell: (one) => nameOf(props, one.personId) },
    {
      key: 'by',
      label: 'Reply by',
      cell: (one) => `${sayInstant(one.replyBy, run.zone)}, ${sayRelative(now, one.replyBy, run.zone)}`,
    },
    {
      key: 'from',
      label: 'Offer',
      cell: (one) => (one.fromReserve ? 'From the reserve list' : 'First offer'),
    },
    {
      key: 'reminders',
      label: 'Reminders',
      cell: (one) => sayReminders(reminders.get(one.id) ?? [], one, { run, rule, now }),
    },
    {
      key: 'nudge',
      label: 'By hand',
      narrow: 'plain',
      cell: (one) => (
        <ButtonForm kind="quiet" action={`/desk/${run.id}/places/${one.id}/remind`}>
          Remind <span class="unseen">{nameOf(props, one.personId)}</span>
        </ButtonForm>
      ),
    },
  ];
}

/** "1 sent, the last on Tue …; next on Wed …". */
function sayReminders(
  sent: readonly Reminder[],
  offer: OpenOffer,
  { run, rule, now }: Pick<AnnouncedViewProps, 'run' | 'rule' | 'now'>,
): string {
  const next = reminderTimes(offer, rule)
    .filter(
      ({ why, at }) => at.epochMilliseconds > now.epochMilliseconds && !sent.some((one) => one.why === why),
    )
    .sort((one, other) => one.at.epochMilliseconds - other.at.epochMilliseconds)[0];
  const last = sent.at(-1);
  const said = last
    ? `${sent.length} sent, the last on ${sayInstant(last.remindedAt, run.zone)}`
    : 'None sent';
  return next ? `${said}; next on ${sayInstant(next.at, run.zone)}` : said;
}
