import type pg from 'pg';

/** A connection as the store's statements see it, with each query put down before it is sent. */
export function recording(connection: pg.ClientBase, sent: pg.QueryConfig[]) {
  return {
    query(config: pg.QueryConfig) {
      sent.push(config);
      return connection.query(config);
    },
  };
}
