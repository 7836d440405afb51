import { findEnquiry, findProgrammeById, type Enquiry, type Programme } from '#programme';
import type { Tx } from '#platform/database.ts';
import { listen, type Listener } from '#platform/news.ts';
import { enquiryAnsweredLetter, enquiryLetter } from './enquiry.letter.ts';
import { writeLetterOf } from './write.ts';

const passOn = listen('letter.pass-on-enquiry', 'programme.enquiry-asked', async (tx, news) => {
  const { enquiry, programme } = await findAsked(tx, news.enquiryId);
  await writeLetterOf(tx, enquiryLetter, {
    programme,
    to: { name: programme.contactName, address: programme.contactAddress },
    replyTo: enquiry.email,
    about: `enquiry:${enquiry.id}`,
    values: { asker: enquiry.name, question: enquiry.question, 'asker-address': enquiry.email },
    link: news.deskPath,
  });
});

const sendAnswer = listen('letter.send-enquiry-answer', 'programme.enquiry-answered', async (tx, news) => {
  const { enquiry, programme } = await findAsked(tx, news.enquiryId);
  await writeLetterOf(tx, enquiryAnsweredLetter, {
    programme,
    to: { name: enquiry.name, address: enquiry.email },
    about: `enquiry:${enquiry.id}`,
    values: { asker: enquiry.name, question: enquiry.question, answer: enquiry.answer?.words },
  });
});

async function findAsked(tx: Tx, id: string): Promise<{ enquiry: Enquiry; programme: Programme }> {
  const enquiry = await findEnquiry(tx, id);
  const programme = enquiry && (await findProgrammeById(tx, enquiry.programmeId));
  if (!enquiry || !programme) throw new Error('News tells of a question that is not there.');
  return { enquiry, programme };
}

/** Questions to the team and their answers: `programme` stands before this room and tells of them. */
export const listeners: readonly Listener[] = [passOn, sendAnswer];
