import type { FlightStatement } from '#linkwright/store/postgres/flight.js';
import type { Carrier } from '#linkwright/store/postgres/session.js';

/** A connection as the store's statements see it, with each statement put down before it is sent. */
export function recording(connection: Carrier, sent: FlightStatement[]): Carrier {
  return {
    query(flight) {
      sent.push(...flight.statements);
      return connection.query(flight);
    },
  };
}
