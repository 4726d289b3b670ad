-- Stands where the extension of a Citus cluster stands, and refuses what a cluster was seen to refuse, in its words. It
-- distributes nothing: what a cluster does with rows is for a cluster to show (LINKWRIGHT_TEST_CITUS).
CREATE SCHEMA citus;

CREATE TABLE citus.pg_dist_partition (
  logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL, repmodel "char" NOT NULL, colocated_with text
);
ALTER TABLE citus.pg_dist_partition SET SCHEMA pg_catalog;
CREATE TABLE citus.pg_dist_local_group (groupid integer NOT NULL);
INSERT INTO citus.pg_dist_local_group VALUES (0);
ALTER TABLE citus.pg_dist_local_group SET SCHEMA pg_catalog;

-- A coordinator that is registered makes local tables of what refers to a reference table, unless it is told not to.
CREATE FUNCTION pg_catalog.create_reference_table(chosen regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO pg_dist_partition VALUES (chosen, 'n', 't');
  IF current_setting('citus.enable_local_reference_table_foreign_keys', true) IS DISTINCT FROM 'off' THEN
    INSERT INTO pg_dist_partition SELECT DISTINCT conrelid, 'n'::"char", 's'::"char"
      FROM pg_constraint WHERE contype = 'f' AND confrelid = chosen;
  END IF;
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(chosen regclass, by text, colocate_with text DEFAULT 'default')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE parent regclass;
BEGIN
  IF EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = chosen) THEN
    RAISE EXCEPTION 'table "%" is already distributed', chosen;
  END IF;
  IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN
    RAISE EXCEPTION 'cannot distribute relation "%" in this transaction because it has a foreign key to a reference table',
      chosen;
  END IF;
  FOR parent IN SELECT confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid = chosen LOOP
    IF parent <> chosen AND NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = parent) THEN
      RAISE EXCEPTION 'referenced table "%" must be a distributed table or a reference table', parent;
    END IF;
  END LOOP;
  INSERT INTO pg_dist_partition VALUES (chosen, 'h', 'c', colocate_with);
END $$;

-- With the rows of a table go those that refer to it; a cluster keeps them on its workers.
CREATE FUNCTION pg_catalog.truncate_local_data_after_distributing_table(chosen regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = chosen) THEN
    RAISE EXCEPTION 'supplied parameter is not a distributed relation';
  END IF;
  EXECUTE format('TRUNCATE %s CASCADE', chosen);
END $$;

-- What comes before the settings of a migration would not be bound by them.
CREATE FUNCTION citus.require_settings() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential'
    OR current_setting('citus.enable_local_reference_table_foreign_keys', true) IS DISTINCT FROM 'off' THEN
    RAISE EXCEPTION 'cannot execute DDL on table because there was a parallel DDL access to it in the same transaction';
  END IF;
END $$;
CREATE EVENT TRIGGER require_settings ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'CREATE INDEX')
  EXECUTE FUNCTION citus.require_settings();

-- A table that is dropped is placed no more.
CREATE FUNCTION citus.forget_dropped() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM pg_dist_partition WHERE logicalrelid::oid IN (SELECT objid FROM pg_event_trigger_dropped_objects());
END $$;
CREATE EVENT TRIGGER forget_dropped ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION citus.forget_dropped();
