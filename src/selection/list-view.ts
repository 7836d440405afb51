import { APPLICATION_STATES, type ApplicationState } from '#application';
import type { Outcome } from './decision.ts';

export const SORTS = [
  'sent',
  'name',
  'department',
  'readings',
  'missing',
  'median',
  'spread',
  'state',
] as const;
export type Sort = (typeof SORTS)[number];

const MARKS = ['offered', 'reserve', 'not-offered', 'none'] as const;

/** How a list of applications is cut and sorted, and where it begins; it all stands in the address. */
export type ListView = {
  readonly show: 'all' | 'unread' | 'read';
  /** Words to find in name, department, role or number. */
  readonly find: string;
  readonly state: ApplicationState | undefined;
  readonly mark: Outcome | 'none' | undefined;
  readonly department: string;
  readonly sort: Sort;
  /** The criterion whose median or spread sorts; the first one where none is named. */
  readonly by: string;
  readonly down: boolean;
  /** Those who asked an earlier run and had no place stand before everybody else. */
  readonly priorFirst: boolean;
  /** The page begins after, or ends before, the application with this id. */
  readonly after: string | undefined;
  readonly before: string | undefined;
};

export const PLAIN: ListView = {
  show: 'all',
  find: '',
  state: undefined,
  mark: undefined,
  department: '',
  sort: 'sent',
  by: '',
  down: false,
  priorFirst: false,
  after: undefined,
  before: undefined,
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The view that an address asks for; anything unknown is the plain list. */
export function readListView(query: URLSearchParams): ListView {
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
    values.find((value) => value === query.get(name));
  const words = (name: string): string => (query.get(name) ?? '').trim().slice(0, 200);
  const id = (name: string): string | undefined => {
    const value = query.get(name) ?? '';
    return ID.test(value) ? value : undefined;
  };
  return {
    show: oneOf('show', ['unread', 'read'] as const) ?? 'all',
    find: words('find'),
    state: oneOf('state', APPLICATION_STATES),
    mark: oneOf('mark', MARKS),
    department: words('department'),
    sort: oneOf('sort', SORTS) ?? 'sent',
    by: words('by'),
    down: query.get('order') === 'down',
    priorFirst: query.get('prior') === 'first',
    after: id('after'),
    before: id('before'),
  };
}

/** The query that brings a view back; empty for the plain list. */
export function listQuery(view: ListView): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | undefined): void => {
    if (value) query.set(name, value);
  };
  set('show', view.show === 'all' ? '' : view.show);
  set('find', view.find);
  set('state', view.state);
  set('mark', view.mark);
  set('department', view.department);
  set('sort', view.sort === 'sent' ? '' : view.sort);
  set('by', view.by);
  set('order', view.down ? 'down' : '');
  set('prior', view.priorFirst ? 'first' : '');
  set('after', view.after);
  set('before', view.before);
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** The same cut and order from its beginning. */
export function fromStart(view: ListView): ListView {
  return { ...view, after: undefined, before: undefined };
}

/** Whether anything is cut away. */
export function isCut({ find, state, mark, department, show }: ListView): boolean {
  return find !== '' || state !== undefined || mark !== undefined || department !== '' || show !== 'all';
}
