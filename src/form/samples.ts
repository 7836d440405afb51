import type { Answers } from './form.ts';

const SENTENCE = 'I look after the online courses of my department and teach the tutors who write for them.';

/** A full set of answers to the form of 2024, for tests. */
export const SAMPLE_ANSWERS: Answers = {
  role: 'Learning Technologist',
  department: 'Department of Sample Studies',
  years: '6',
  share: '80',
  motivation: Array.from({ length: 6 }, () => SENTENCE).join(' '),
  hopes: 'CMALT, about the move of our courses.',
  unavailable: ['4'],
  unavailableNote: 'I am at a conference that day.',
  managerName: 'Morgan Sample',
  managerEmail: 'morgan.sample@ox.example',
  payer: 'department',
  access: 'A seat near the front.',
};
