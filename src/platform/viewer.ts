/** Who is looking: a signed-in person as this request knows them. Hats are named by the rooms. */
export type Viewer = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
  readonly hats: readonly WornHat[];
};

/** A role at an organisation. */
export type WornHat = { readonly hat: string; readonly organisationId: string };
