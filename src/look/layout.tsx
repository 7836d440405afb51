import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Button, PostForm } from './form.tsx';
import { Mark } from './mark.tsx';

/** A link with its words. */
export type LinkTo = { label: string; href: string };

/** Whose house this is; it stands at the top of every page and at the end of every title. */
export type Institution = { name: string; unit?: string | undefined; home: string };

/** One place in the main navigation. `count` is shown beside it when above zero (unread, waiting). */
export type NavItem = LinkTo & { id: string; count?: number | undefined };

/** Who is looking. `links` go into the menu below the name, above signing out. */
export type Account =
  | { viewer: { name: string }; links: readonly LinkTo[]; signOutAction: string }
  | { viewer?: undefined; signInHref: string };

/** What just happened, said once at the top of the page that follows. */
export type Notice = { kind: 'done' | 'attention'; text: string };

/** A strip above the header: the demo's rehearsed day, or whose eyes one is looking through. */
export type Banner = { text: ComponentChildren; actions?: ComponentChildren };

/** Addresses of the built files. `fonts` are fetched early. */
export type Assets = {
  style: string;
  scripts: readonly string[];
  fonts?: readonly string[] | undefined;
  icon?: string | undefined;
};

export type LayoutProps = {
  /** The words of the page's `h1`. */
  title: string;
  institution: Institution;
  /** The id of the navigation item that this page belongs to. */
  section?: string | undefined;
  nav: readonly NavItem[];
  account?: Account | undefined;
  notice?: Notice | undefined;
  banner?: Banner | undefined;
  /** `text` holds one column of a readable measure; `wide` uses the page for lists and desks. */
  width?: 'text' | 'wide' | undefined;
  /** The form on this page was refused: the title starts with "Error:". */
  hasErrors?: boolean | undefined;
  footer: readonly LinkTo[];
  assets: Assets;
  children: ComponentChildren;
};

/** The whole page around a page's own content, from `html` to the footer. The page itself gives the one `h1`. */
export function Layout(props: LayoutProps) {
  return (
    <html lang="en-GB">
      <Head {...props} />
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {props.banner && <TopBanner {...props.banner} />}
        <TopBar {...props} />
        <main id="main" tabindex={-1} class={`page page-${props.width ?? 'text'}`}>
          {props.notice && <NoticeBar {...props.notice} />}
          {props.children}
        </main>
        <Footer links={props.footer} />
      </body>
    </html>
  );
}

/** A finished document as text, ready to send. */
export function document(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** What the browser shows on the tab: "Error: " on a refused form, the page, then whose it is. */
export function titleOf({
  title,
  institution,
  hasErrors,
}: Pick<LayoutProps, 'title' | 'institution' | 'hasErrors'>) {
  const owner = [institution.name, institution.unit].filter(Boolean).join(' ');
  return `${hasErrors ? 'Error: ' : ''}${title} - ${owner}`;
}

function Head({ assets, ...page }: LayoutProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{titleOf(page)}</title>
      {assets.fonts?.map((href) => (
        <link rel="preload" as="font" type="font/woff2" href={href} crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={assets.style} />
      {assets.icon && <link rel="icon" href={assets.icon} />}
      {assets.scripts.map((src) => (
        <script type="module" src={src} />
      ))}
    </head>
  );
}

function TopBanner({ text, actions }: Banner) {
  return (
    <aside class="banner" aria-label="About this view">
      <div>
        <p>{text}</p>
        {actions && <div class="banner-actions">{actions}</div>}
      </div>
    </aside>
  );
}

function TopBar({ institution, nav, section, account }: LayoutProps) {
  return (
    <header class="bar">
      <div>
        <a class="brand" href={institution.home}>
          <Mark />
          <span>
            {institution.name} {institution.unit && <span class="brand-unit">{institution.unit}</span>}
          </span>
        </a>
        {nav.length > 0 && (
          <nav class="bar-nav" aria-label="Main">
            <ul>
              {nav.map((item) => (
                <li>
                  <NavLink item={item} current={item.id === section} />
                </li>
              ))}
            </ul>
          </nav>
        )}
        {account && <AccountMenu account={account} />}
      </div>
    </header>
  );
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  return (
    <a href={item.href} aria-current={current ? 'true' : undefined}>
      {item.label}
      {item.count ? <span class="count">{item.count}</span> : null}
    </a>
  );
}

function AccountMenu({ account }: { account: Account }) {
  if (!account.viewer) {
    return (
      <a class="bar-account" href={account.signInHref}>
        Sign in
      </a>
    );
  }
  return (
    <details class="bar-account menu">
      <summary>{account.viewer.name}</summary>
      <div class="menu-sheet">
        <ul>
          {account.links.map((link) => (
            <li>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
        <PostForm action={account.signOutAction} forget>
          <Button kind="quiet">Sign out</Button>
        </PostForm>
      </div>
    </details>
  );
}

/** One sentence on what just happened. The script reads it out after a smooth form post. */
export function NoticeBar({ kind, text }: Notice) {
  return (
    <p class={`notice notice-${kind}`} data-notice>
      {text}
    </p>
  );
}

function Footer({ links }: { links: readonly LinkTo[] }) {
  return (
    <footer class="foot">
      <div>
        <span>Runs on Waymark</span>
        {links.map((link) => (
          <a href={link.href}>{link.label}</a>
        ))}
      </div>
    </footer>
  );
}
