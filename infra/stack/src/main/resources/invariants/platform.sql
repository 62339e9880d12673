-- name: every migration succeeded
select version, description from flyway_schema_history where not success;
