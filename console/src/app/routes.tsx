/** Which page stands at which address. Each page is loaded when it is opened. */
import { lazy } from 'react';
import { createBrowserRouter, type RouteObject, redirect } from 'react-router';
import { HomePage } from '../pages/home/home-page.js';
import { NotFound } from '../parts/not-found.js';
import { administrationSections, paths } from '../shared/paths.js';
import { basePath } from '../shared/server.js';
import { Broken } from './broken.js';
import { Shell } from './shell.js';

/** A page's file exports it as `Component`. */
type PageModule = { Component: React.ComponentType };

const page = (path: string, lazy: () => Promise<PageModule>): RouteObject => ({ path, lazy });

/** Shown until the first page has been loaded. */
const Nothing = () => null;

// The first page does not wait for these.
const LatestChanges = lazy(async () => ({
  default: (await import('../pages/changes/latest-changes.js')).LatestChanges,
}));

const pages: RouteObject[] = [
  { index: true, element: <HomePage news={<LatestChanges />} /> },
  page('records/:domain', () => import('../pages/records/records-page.js')),
  page('records/:domain/new', () => import('../pages/records/new-record-page.js')),
  page('records/:domain/:id', () => import('../pages/records/record-page.js')),
  page('records/:domain/:id/edit', () => import('../pages/records/edit-record-page.js')),
  page('records/:domain/:id/merge', () => import('../pages/records/merge-page.js')),
  page('account', () => import('../pages/account/account-page.js')),
  page('import', () => import('../pages/import/import-page.js')),
  page('graph/:domain/:id', () => import('../pages/graph/graph-page.js')),
  page('activity', () => import('../pages/activity/activity-page.js')),
  page('changes', () => import('../pages/changes/changes-page.js')),
  { path: 'administration', loader: () => redirect(paths.administration(administrationSections[0])) },
  page('administration/:section', () => import('../pages/administration/administration-page.js')),
  // People are asked to sign in at any address; once they have, this one leads on.
  { path: 'sign-in', loader: () => redirect(paths.home) },
  page('reference/topics/:topic', () => import('../pages/reference/topic-page.js')),
  page('reference/:operation?', () => import('../pages/reference/reference-page.js')),
  { path: '*', Component: NotFound },
];

export function createRouter() {
  return createBrowserRouter(
    [
      // Nobody can be signed in yet.
      {
        ...page('/welcome', () => import('../pages/sign-in/welcome-page.js')),
        ErrorBoundary: Broken,
        HydrateFallback: Nothing,
      },
      {
        path: '/',
        Component: Shell,
        HydrateFallback: Nothing,
        // The pages have an error boundary too, so that a broken page leaves the navigation in place.
        children: [{ ErrorBoundary: Broken, children: pages }],
        ErrorBoundary: Broken,
      },
    ],
    { basename: basePath || '/' },
  );
}
