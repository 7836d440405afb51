import type { FormContent } from './form.ts';

/** The form that a run begins with: what the 2024 programme asked for. Data: a run may have its own version. */
export const FORM_2024: FormContent = {
  sections: [
    {
      id: 'work',
      title: 'Your work',
      lede: 'What you do, and how much of it is learning technology or digital education.',
      questions: [
        { id: 'role', kind: 'line', known: 'role', label: 'What is your role?', name: 'Your role' },
        {
          id: 'department',
          kind: 'line',
          known: 'department',
          label: 'Which department or unit do you work in?',
          name: 'Your department',
        },
        {
          id: 'years',
          kind: 'number',
          min: 0,
          max: 50,
          unit: 'years',
          label: 'How many years have you worked with learning technology?',
          name: 'The number of years',
        },
        {
          id: 'share',
          kind: 'number',
          min: 0,
          max: 100,
          unit: 'per cent',
          label: 'How much of your role is learning technology or digital education, in per cent?',
          name: 'The share of your role',
          hint: 'An honest estimate over a year is enough.',
        },
      ],
    },
    {
      id: 'reasons',
      title: 'Why you want to take part',
      questions: [
        {
          id: 'motivation',
          kind: 'text',
          words: { min: 80, max: 200 },
          rows: 12,
          label: 'Why do you want to take part?',
          name: 'Why you want to take part',
          hint: 'Tell us about your work rather than about CMALT. 80 to 200 words.',
        },
        {
          id: 'hopes',
          kind: 'text',
          rows: 4,
          label: 'What do you hope to submit?',
          name: 'What you hope to submit',
          hint: 'A pathway if you have one in mind, and the work you might write about. A guess is fine.',
        },
      ],
    },
    {
      id: 'dates',
      title: 'Workshop dates',
      lede: 'One date that you cannot make does not rule you out. It helps us to plan.',
      questions: [
        {
          id: 'unavailable',
          kind: 'workshops',
          label: 'Which workshops can you not make?',
          name: 'The workshops that you cannot make',
          hint: 'Leave all of them unticked if you can come to every one.',
        },
        {
          id: 'unavailableNote',
          kind: 'text',
          optional: true,
          rows: 2,
          label: 'Anything to say about these dates?',
          name: 'What you say about the dates',
        },
      ],
    },
    {
      id: 'support',
      title: 'Your manager and the fee',
      lede: 'The programme is free. The awarding body charges a fee when you register with it, after the first workshop.',
      questions: [
        {
          id: 'managerName',
          kind: 'line',
          label: 'Your line manager’s name',
          name: 'Your line manager’s name',
        },
        {
          id: 'managerEmail',
          kind: 'email',
          label: 'Your line manager’s e-mail address',
          name: 'Your line manager’s e-mail address',
        },
        {
          id: 'payer',
          kind: 'choice',
          label: 'Who would pay the registration fee?',
          name: 'Who would pay the registration fee',
          choices: [
            { value: 'department', label: 'My department or division' },
            { value: 'central', label: 'A central fund' },
            { value: 'self', label: 'I would pay it myself' },
            {
              value: 'not-known',
              label: 'I do not know yet',
              hint: 'That is fine. We can help you to find out.',
            },
          ],
        },
      ],
    },
    {
      id: 'access',
      title: 'Taking part fully',
      forTeam: true,
      questions: [
        {
          id: 'access',
          kind: 'text',
          optional: true,
          rows: 4,
          label: 'Is there anything we should do so that you can take part fully?',
          name: 'What we should do',
          hint: 'Only the programme team sees this. It plays no part in selection.',
        },
      ],
    },
  ],
  selection: {
    scale: { min: 0, max: 3, words: ['No', 'A little', 'Mostly', 'Fully'] },
    criteria: [
      { id: 'role', label: 'Learning technology is the main element of this role' },
      { id: 'reasons', label: 'The reasons are specific and their own' },
      { id: 'readiness', label: 'There is work to write about and room to write it' },
    ],
  },
};
