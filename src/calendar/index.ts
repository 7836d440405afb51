export { calendarLinks, type CalendarLinks } from './calendar-links.ts';
export { refusalAfter, standing, type Deadline, type Standing } from './deadline.ts';
export type { CalendarEvent, DayEvent, EventFacts, Party, TimedEvent } from './event.ts';
export { calendarFeed, calendarType, type Feed, type FeedMethod } from './feed.ts';
export { sayDaysApart, sayDuration, sayRelative } from './relative.ts';
export { calendar } from './room.ts';
export {
  months,
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
  type Saying,
  type SayingMoment,
} from './speaking.ts';
export { termWeek, weekLabel, type TermWeek } from './term-week.ts';
export {
  loadTerms,
  parseTerms,
  termDates,
  TermsFileError,
  type TermDates,
  type Term,
  type Terms,
} from './terms.ts';
export {
  instantFrom,
  readDate,
  readTime,
  toForm,
  type WallTime,
  type WallTimeFault,
  type Which,
} from './wall-time.ts';
export { isZone, sayZone } from './zone.ts';
