#!/bin/bash
set -e
export FLASK_ENV=production
exec gunicorn --bind ":${PORT:-8080}" --access-logfile - \
  "almanac.site:app"
