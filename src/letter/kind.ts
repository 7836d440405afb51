import type { Run } from '#programme';
import type { Database } from '#platform/database.ts';

/** Names and values that stand under each other: dates, numbers, answers. */
export type FactsValue = readonly (readonly [string, string])[];

/** What a placeholder of this kind of letter stands for. Its example says of which sort it is: words, facts, or yes or no. */
export type Placeholder = {
  /** What it says, in words that finish "{reply-by}: ...". */
  readonly means: string;
  readonly example: string | boolean | FactsValue;
  /** A text without it is refused. */
  readonly needed?: true;
};

/** What a letter is filled with. A value that is not known for somebody is left undefined, and found before sending. */
export type Value = string | boolean | FactsValue | undefined;
export type Values = Readonly<Record<string, Value>>;

/** The one page that a letter leads to. Every text of a kind that has one must hold {link}. */
export type LetterLink = { readonly means: string; readonly example: string };

/** Somebody to whom a letter of a kind could go, with what it would say of them. */
export type Recipient = {
  readonly id: string;
  readonly name: string;
  readonly values: Values;
  readonly link?: string | undefined;
};

/** A kind of letter, as the room that writes it declares it. Its default text stands in `letters/<room>.yaml`. */
export type LetterKind<
  P extends Readonly<Record<string, Placeholder>> = Readonly<Record<string, Placeholder>>,
> = {
  /** "room.what-it-tells": the name in every log. Never change it. */
  readonly kind: string;
  readonly title: string;
  /** When it is written, in words that finish "Written ...". */
  readonly when: string;
  /** Whom it goes to, in words that finish "To ...". */
  readonly to: string;
  readonly placeholders: P;
  readonly link?: LetterLink;
  /** Real people of a run to preview a text with: those whom it could go to, the likeliest first. */
  readonly recipients?: (db: Database, run: Run) => Promise<readonly Recipient[]>;
};

/** The values that a kind of letter is written with. */
export type ValuesOf<P extends Readonly<Record<string, Placeholder>>> = {
  readonly [Name in keyof P]: P[Name]['example'] extends boolean
    ? boolean
    : P[Name]['example'] extends string
      ? string | undefined
      : FactsValue | undefined;
};

/** Gives a kind of letter its types, so that whoever writes one gives every value and no other. */
export function declareLetter<const P extends Readonly<Record<string, Placeholder>>>(
  kind: LetterKind<P>,
): LetterKind<P> {
  return kind;
}

declare module '#platform/room.ts' {
  interface RoomParts {
    /** The kinds of letter that this room writes. */
    readonly letters?: readonly LetterKind[];
  }
}

/** What every letter knows: whom it goes to and which programme writes. Filled in by the door. */
export const EVERYWHERE = {
  name: { means: 'the name of whoever it goes to', example: 'Amara Udeh' },
  programme: { means: 'the programme’s short name', example: 'CMALT' },
  'programme-name': { means: 'the programme’s whole name', example: 'CMALT Programme' },
  contact: { means: 'who reads the answers, by name, or “The team”', example: 'Farida Underhill' },
  'contact-address': { means: 'the address that answers go to', example: 'cmalt@ox.example' },
} as const satisfies Readonly<Record<string, Placeholder>>;

/** Every placeholder that a text of this kind may hold, {link} left out. */
export function placeholdersOf(kind: LetterKind): Readonly<Record<string, Placeholder>> {
  return { ...EVERYWHERE, ...kind.placeholders };
}

let seated: ReadonlyMap<string, LetterKind> = new Map();

/** Makes the house's kinds of letter known to this process; called once at start. */
export function seatLetterKinds(kinds: readonly LetterKind[]): void {
  seated = new Map(kinds.map((kind) => [kind.kind, kind]));
}

/** Every kind of letter of the house, in the corridor's order. */
export function letterKinds(): readonly LetterKind[] {
  return [...seated.values()];
}

/** The kind of this name, or nothing. */
export function findLetterKind(name: string): LetterKind | undefined {
  return seated.get(name);
}
