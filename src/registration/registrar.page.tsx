import { feeOn, findEdition, findPathway, frameworksOnFile } from '#framework';
import { findPerson, findPersons, wears } from '#people';
import { programmesList, type Programme } from '#programme';
import { now } from '#platform/clock.ts';
import type { FieldError, Fields } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { refusalOfDay } from './clock.ts';
import { plainDate, todayOf } from './dates.ts';
import { settlePayment } from './payment.ts';
import { RegistrarView, RequestView, registrarTitle } from './registrar.view.tsx';
import { parseConfirmation, parseDecline, parseSettling, toPence } from './registration.form.ts';
import { awaitingPayment, findRegistration } from './registration.sql.ts';
import { findOpenRequest, openRequests } from './request.sql.ts';
import { confirmRequest, declineRequest } from './request.ts';

type Known = Exchange<Viewer>;

export const registrarRoutes: readonly Route[] = [
  get('/registrations', wearing('registrar'), showAll),
  get('/registrations/:requestId', wearing('registrar'), (x) => showRequest(x)),
  post('/registrations/:requestId/confirm', wearing('registrar'), confirm),
  post('/registrations/:requestId/decline', wearing('registrar'), decline),
  post('/registrations/:registrationId/payment', wearing('registrar'), settle),
];

/** The programmes whose awarding body the viewer is a registrar of. */
async function ownProgrammes(x: Known): Promise<Programme[]> {
  const all = await programmesList(x.db);
  return all.filter(({ awardingBodyId }) => wears(x.viewer, 'registrar', awardingBodyId));
}

async function showAll(x: Known): Promise<Response> {
  const programmes = await ownProgrammes(x);
  const ids = programmes.map(({ id }) => id);
  const requests = await openRequests(x.db, ids);
  const awaiting = await awaitingPayment(x.db, ids);
  const persons = await findPersons(
    x.db,
    [...requests, ...awaiting].map(({ personId }) => personId),
  );
  return x.page(
    { title: registrarTitle, section: 'cases', width: 'wide' },
    <RegistrarView {...{ programmes, requests, awaiting, persons }} />,
  );
}

async function subjectOf(x: Known) {
  const request = await findOpenRequest(x.db, x.param('requestId'));
  const programme = request && (await ownProgrammes(x)).find(({ id }) => id === request.programmeId);
  const person = request && (await findPerson(x.db, request.personId));
  const edition = request && findEdition(frameworksOnFile(), request.editionId);
  const pathway = edition && findPathway(edition, request.pathwayId);
  return programme && person && pathway ? { request, programme, person, edition, pathway } : undefined;
}

async function showRequest(x: Known, fields?: Fields, errors: readonly FieldError[] = []): Promise<Response> {
  const subject = await subjectOf(x);
  if (!subject) return x.redirect('/registrations', 'That request is answered, or was taken back.');
  const { edition, pathway, person } = subject;
  const today = todayOf(edition);
  const scheduled = feeOn(edition, pathway.id, today);
  const fee = scheduled.amountPence === null ? '' : (scheduled.amountPence / 100).toFixed(2);
  const typed = fields?.typed ?? { registeredOn: today.toString(), fee, payment: 'awaiting-payment' };
  return x.page(
    { title: person.name, section: 'cases', hasErrors: errors.length > 0 },
    <RequestView {...subject} typed={typed} errors={errors} />,
  );
}

async function confirm(x: Known): Promise<Response> {
  const fields = await x.form();
  const subject = await subjectOf(x);
  if (!subject) return x.redirect('/registrations', 'That request is answered, or was taken back.');
  const parsed = parseConfirmation(fields);
  if (!parsed.ok) return showRequest(x, fields, parsed.errors);
  const { reference, registeredOn, fee, payment, paymentReference } = parsed.value;
  const refusal = refusalOfDay(subject.edition, plainDate(registeredOn), now());
  if (refusal) return showRequest(x, fields, [{ field: 'registeredOn', message: refusal.says }]);
  await x.transaction((tx) =>
    confirmRequest(tx, {
      requestId: subject.request.id,
      confirmedBy: x.viewer.personId,
      reference,
      registeredOn,
      feePence: toPence(fee),
      payment,
      paymentReference,
    }),
  );
  return x.redirect('/registrations', `${subject.person.name} is registered, and has a letter that says so.`);
}

async function decline(x: Known): Promise<Response> {
  const fields = await x.form();
  const subject = await subjectOf(x);
  if (!subject) return x.redirect('/registrations', 'That request is answered, or was taken back.');
  const parsed = parseDecline(fields);
  if (!parsed.ok) return showRequest(x, fields, parsed.errors);
  await x.transaction((tx) =>
    declineRequest(tx, {
      requestId: subject.request.id,
      declinedBy: x.viewer.personId,
      reason: parsed.value.reason,
    }),
  );
  return x.redirect('/registrations', `${subject.person.name} has a letter with your reason.`);
}

async function settle(x: Known): Promise<Response> {
  const registration = await findRegistration(x.db, x.param('registrationId'));
  const programmes = await ownProgrammes(x);
  if (!registration || !programmes.some(({ id }) => id === registration.programmeId)) return x.missing();
  const parsed = parseSettling(await x.form());
  if (!parsed.ok)
    return x.refused({ code: 'no-answer', says: 'Say whether the fee is paid or waived.', status: 422 });
  await x.transaction((tx) =>
    settlePayment(tx, { registrationId: registration.id, ...parsed.value, notedBy: x.viewer.personId }),
  );
  return x.redirect('/registrations', 'Noted.');
}
