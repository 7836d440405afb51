export { calendarLinks, subscriptionLinks } from './calendar-links.ts';
export { refusalAfter, standing, type Deadline } from './deadline.ts';
export type { CalendarEvent, Party } from './event.ts';
export { calendarFeed, calendarType } from './feed.ts';
export { sayDaysApart, sayDuration, sayRelative } from './relative.ts';
export { calendar } from './room.ts';
export {
  sayDate,
  sayDateTime,
  sayInReaderZone,
  sayInstant,
  saySpan,
  sayTime,
  sayTimeRange,
  sayWeekCommencing,
  spokenDay,
  weekdays,
} from './speaking.ts';
export { termWeek, weekLabel } from './term-week.ts';
export { loadTerms, termDates, type Terms } from './terms.ts';
export { instantFrom, readDate, toForm } from './wall-time.ts';
export { FALLBACK_ZONE, isZone, sayZone } from './zone.ts';
