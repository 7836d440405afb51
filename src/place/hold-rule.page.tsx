import { findRunById, mayCoordinate, workshopsOf, type Run, type Workshop } from '#programme';
import { choice, parseForm, whole, type FieldError } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import { Refused } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import { changeHoldRule } from './change-hold-rule.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { HoldRuleView } from './hold-rule.view.tsx';
import { nudge } from './remind.ts';
import type { HoldRule } from './rules.ts';

const coordinator = wearing('coordinator');

/** How a run holds its places, and a reminder by hand. */
export const holdRuleRoutes: readonly Route[] = [
  get('/desk/:runId/places/rule', coordinator, show),
  post('/desk/:runId/places/rule', coordinator, save),
  post('/desk/:runId/places/:offerId/remind', coordinator, remind),
];

async function openRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

/** The workshops at whose start the offering of places may end; the first is the usual one. */
function laterOnes(workshops: readonly Workshop[]): Workshop[] {
  return workshops.filter((one) => !one.cancelledAt).slice(1);
}

async function show(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const rule = await holdRuleOf(x.db, run.id);
  const workshops = await workshopsOf(x.db, run.id);
  return rulePage(x, run, { typed: typedOf(rule, workshops), workshops, errors: [] });
}

function typedOf(rule: HoldRule, workshops: readonly Workshop[]): Record<string, string> {
  const until = laterOnes(workshops).find(
    (one) => one.startsAt.epochMilliseconds === rule.offersUntil?.epochMilliseconds,
  );
  return {
    reserveHours: String(rule.reserveHours),
    remindBeforeHours: String(rule.remindBeforeHours),
    remindAfterHours: String(rule.remindAfterHours),
    undoMinutes: String(rule.undoMinutes),
    offersUntil: until ? String(until.number) : rule.offersUntil ? 'kept' : 'first',
    version: String(rule.version),
  };
}

type Typed = {
  typed: Readonly<Record<string, string>>;
  workshops: readonly Workshop[];
  errors: readonly FieldError[];
};

async function rulePage(
  x: Exchange<Viewer>,
  run: Run,
  { typed, workshops, errors }: Typed,
): Promise<Response> {
  const rule = await holdRuleOf(x.db, run.id);
  return x.page(
    { title: 'How places are held', section: 'desk', hasErrors: errors.length > 0 },
    <HoldRuleView run={run} rule={rule} typed={typed} workshops={laterOnes(workshops)} errors={errors} />,
  );
}

async function save(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const workshops = await workshopsOf(x.db, run.id);
  const later = laterOnes(workshops);
  const parsed = parseForm(fields, {
    reserveHours: whole('Hours for the reserve list', { min: 1, max: 720 }),
    remindBeforeHours: whole('Hours before the end', { max: 720 }),
    remindAfterHours: whole('Hours after the offer', { max: 720 }),
    undoMinutes: whole('Minutes to change one’s mind', { max: 120 }),
    offersUntil: choice('until when places are offered', [
      'first',
      'kept',
      ...later.map((one) => String(one.number)),
    ]),
    version: whole('The version'),
  });
  const { typed } = fields;
  if (!parsed.ok) return rulePage(x, run, { typed, workshops, errors: parsed.errors });
  const { offersUntil: until, ...rest } = parsed.value;
  const kept = until === 'kept' ? (await holdRuleOf(x.db, run.id)).offersUntil : undefined;
  const offersUntil = later.find((one) => String(one.number) === until)?.startsAt ?? kept;
  const saved = await x.transaction((tx) =>
    changeHoldRule(tx, run.id, { ...rest, offersUntil }, x.viewer.personId),
  );
  if (saved) return x.redirect(`/desk/${run.id}/places`, 'Saved.');
  const fresh = { ...typed, version: String((await holdRuleOf(x.db, run.id)).version) };
  const message =
    'Somebody else changed this after you opened the page. Your entries are below: save again to keep them.';
  return rulePage(x, run, { typed: fresh, workshops, errors: [{ field: '', message }] });
}

async function remind(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const back = `/desk/${run.id}/places`;
  const by = { runId: run.id, offerId: x.param('offerId'), personId: x.viewer.personId };
  try {
    await x.transaction((tx) => nudge(tx, by));
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return x.redirect(back, error.refusal.says);
  }
  return x.redirect(back, 'The reminder is on its way.');
}
