import type { StatementKind } from './statement.sql.ts';

type Speaker = { readonly name: string; readonly contactAddress: string };

/** The text that an institution starts with until it writes its own: Markdown, with its name and address filled in. */
export function firstStatement(kind: StatementKind, institution: Speaker): string {
  return kind === 'accessibility' ? firstAccessibility(institution) : firstPrivacy(institution);
}

function firstAccessibility({ name, contactAddress }: Speaker): string {
  return `This statement is about the pages you are reading now, run by ${name}. Sites that they link to have statements of their own.

## What you should be able to do

- Read and use every page with a screen reader, with the keyboard alone, or with speech.
- Zoom to 400% without scrolling sideways.
- Choose a light or dark page, or keep your own colours.
- Use every form with scripting switched off.

## How accessible this site is

The pages are built to the Web Content Accessibility Guidelines 2.2 at level AA and tested with automatic checks each time the site changes. No outside body has audited them yet, so we do not claim that they comply in full.

## What we know is not yet right

People attach files of their own to a portfolio. Some have no captions or text alternative. If you cannot use one, tell us, and we ask for another form of it.

## If something does not work for you

Write to [${contactAddress}](mailto:${contactAddress}) and say which page and what happened. You can ask for any page or letter in another form. We say what we will do and when.

If you are not content with our answer, contact the [Equality Advisory and Support Service](https://www.equalityadvisoryservice.com/).`;
}

function firstPrivacy({ name, contactAddress }: Speaker): string {
  return `This notice says what is kept about you here, why, for how long, and what you can do about it. It is a first text: ${name} replaces it with its own.

## Who is responsible

${name} is the controller. The awarding body is a controller in its own right for your registration, the assessment and your award. Questions go to [${contactAddress}](mailto:${contactAddress}).

## What we keep, and why

| What | Why |
| --- | --- |
| Your name, e-mail address, department and role | To know who you are and to write to you |
| Your application, and what selectors note about it | To offer places fairly |
| Attendance, preparation and office hours | To run the programme and to see who may need help |
| Your portfolio, evidence and the feedback on it | To help you write it, and to hand it to the assessors when you submit |
| Registration and who pays | To know your dates and to settle the fee |
| The outcome and your award | To record what the programme achieves |
| When and where you signed in | To keep your account secure |

Nothing on this site tracks you elsewhere, and nobody sells what it keeps. No decision about you is taken by computer alone.

## Who sees it

The programme team sees your application, dates and progress, and your drafts only if you share them. A mentor sees the sections that you share, for as long as you choose. Assessors see the copy of your portfolio that you submit.

## Your rights

You can ask to see what is kept, to have it corrected or erased, or its use limited, and you can object. If you think that your information was handled wrongly, tell us first if you can. You may also complain to the [Information Commissioner’s Office](https://ico.org.uk/make-a-complaint/).`;
}
