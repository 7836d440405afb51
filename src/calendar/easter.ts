/** A day of the Gregorian calendar, month 1 to 12. */
export type MonthDay = { month: number; day: number };

/**
 * Easter Sunday of a year in the Gregorian calendar, which moves the end of Oxford's Hilary and the start of its Trinity.
 * The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8), good for every year from 1583.
 */
export function easterSunday(year: number): MonthDay {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const skippedLeapDays = century - Math.floor(century / 4);
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + skippedLeapDays - lunarShift + 15) % 30;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const dayOfYear = epact + toSunday - 7 * lateMoon + 114;
  return { month: Math.floor(dayOfYear / 31), day: (dayOfYear % 31) + 1 };
}
