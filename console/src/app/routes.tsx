/** What stands at which address. Each page is loaded when it is opened, from the folder of its part. */
import { createBrowserRouter, type RouteObject, redirect } from 'react-router';
import { HomePage } from '../home/home-page.js';
import { Broken } from './broken.js';
import { NotFound } from './not-found.js';
import { administrationSections, paths } from './paths.js';
import { basePath } from './server.js';
import { Shell } from './shell.js';

/** A page's file exports it as `Component`. */
type PageModule = { Component: React.ComponentType };

const page = (path: string, lazy: () => Promise<PageModule>): RouteObject => ({ path, lazy });

/** Until a page that is opened first has been loaded. */
const Nothing = () => null;

const pages: RouteObject[] = [
  { index: true, Component: HomePage },
  page('records/:domain', () => import('../records/records-page.js')),
  page('records/:domain/new', () => import('../records/new-record-page.js')),
  page('records/:domain/:id', () => import('../records/record-page.js')),
  page('records/:domain/:id/edit', () => import('../records/edit-record-page.js')),
  page('account', () => import('../account/account-page.js')),
  page('import', () => import('../import/import-page.js')),
  page('graph/:domain/:id', () => import('../graph/graph-page.js')),
  page('activity', () => import('../activity/activity-page.js')),
  page('changes', () => import('../changes/changes-page.js')),
  { path: 'administration', loader: () => redirect(paths.administration(administrationSections[0])) },
  page('administration/:section', () => import('../administration/administration-page.js')),
  // Whoever is asked to sign in is asked at any address; once that is done, this one leads on.
  { path: 'sign-in', loader: () => redirect(paths.home) },
  page('reference/:operation?', () => import('../reference/reference-page.js')),
  { path: '*', Component: NotFound },
];

export function createRouter() {
  return createBrowserRouter(
    [
      // Nobody can be signed in yet.
      {
        ...page('/welcome', () => import('../session/welcome-page.js')),
        ErrorBoundary: Broken,
        HydrateFallback: Nothing,
      },
      {
        path: '/',
        Component: Shell,
        HydrateFallback: Nothing,
        // Around the pages too, so that one that breaks leaves the navigation standing.
        children: [{ ErrorBoundary: Broken, children: pages }],
        ErrorBoundary: Broken,
      },
    ],
    { basename: basePath || '/' },
  );
}
