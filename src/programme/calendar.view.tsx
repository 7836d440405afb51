import { calendarLinks, subscriptionLinks } from '#calendar';
import { Details, Section, Stack } from '#look/page-parts.tsx';
import { Qr } from '#look/qr.tsx';
import { settings } from '#platform/config.ts';
import { workshopCalendarEvents } from './calendar-events.ts';
import { runName, runPath, type Run, type Workshop } from './programme.ts';
import { held } from './way.ts';

type CalendarProps = { run: Run; workshops: readonly Workshop[] };

/** The ways to have a run's dates in one's own calendar: a feed, first of all, then a file, or one event at a time. */
export function Calendar({ run, workshops }: CalendarProps) {
  const feed = `${settings().url}${runPath(run)}/calendar.ics`;
  const { any, google, outlook } = subscriptionLinks(feed, runName(run));
  return (
    <div class="no-print">
      <Section title="Add to a calendar" id="calendar">
        <Stack tight>
          <p>
            <a href={any}>Subscribe</a>, and a moved workshop moves in your calendar. Also in{' '}
            <a href={google} rel="noopener">
              Google Calendar
            </a>{' '}
            or{' '}
            <a href={outlook} rel="noopener">
              Outlook
            </a>
            .
          </p>
          <Details summary="Subscribe on a phone">
            <p>Point its camera at this square.</p>
            <Qr address={any} label={`Square with the address of the calendar of the ${runName(run)}`} />
          </Details>
          <p>
            <a href={`${runPath(run)}/calendar.ics`} download>
              Download the dates
            </a>{' '}
            once, as they are now.
          </p>
          <Details summary="One workshop at a time">
            <ul class="calendar-links">
              {held(workshops).map((workshop) => (
                <WorkshopLinks run={run} workshop={workshop} />
              ))}
            </ul>
          </Details>
        </Stack>
      </Section>
    </div>
  );
}

function WorkshopLinks({ run, workshop }: { run: Run; workshop: Workshop }) {
  const [event] = workshopCalendarEvents(run, [workshop]);
  if (!event) return null;
  const { google, outlook } = calendarLinks(event);
  const name = `Workshop ${workshop.number}`;
  return (
    <li>
      {name}:{' '}
      <a href={`${runPath(run)}/calendar/${workshop.id}`} download aria-label={`${name} as a file`}>
        file
      </a>
      {' · '}
      <a href={google} rel="noopener" aria-label={`${name} in Google Calendar`}>
        Google
      </a>
      {' · '}
      <a href={outlook} rel="noopener" aria-label={`${name} in Outlook`}>
        Outlook
      </a>
    </li>
  );
}
