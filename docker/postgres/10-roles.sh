#!/usr/bin/env bash
# Runs once, when the volume is new: the three roles and the database (docs/operations.md).
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=owner="$PSP_OWNER_PASSWORD" --set=app="$PSP_APP_PASSWORD" \
  --set=backup="$PSP_BACKUP_PASSWORD" <<'SQL'
CREATE ROLE psp_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE psp_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app';
CREATE ROLE psp_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'backup';
ALTER ROLE psp_app SET statement_timeout = '20s';
ALTER ROLE psp_app SET lock_timeout = '5s';
ALTER ROLE psp_app SET idle_in_transaction_session_timeout = '60s';
CREATE DATABASE psp OWNER psp_owner;
REVOKE ALL ON DATABASE psp FROM PUBLIC;
GRANT CONNECT ON DATABASE psp TO psp_app, psp_backup;
SQL
