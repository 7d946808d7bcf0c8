# The portal's image: one build for web, worker, relay, beat and the migration.

FROM node:24-bookworm-slim AS assets
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /app/frontend/node_modules frontend/node_modules
# The address only lets the settings load: collecting static files asks no database.
RUN /venv/bin/python -m psp_portal.local.assets --copy-only \
    && rm -rf frontend/node_modules \
    && PSP_ENV=local PSP_HOME=/app/state DATABASE_URL=postgres://nobody@127.0.0.1:1/none \
       /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim-bookworm AS portal
# Pango draws the PDFs; without it the print pages still work.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin portal \
    && install --directory --mode=0700 --owner=10001 /data/files
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PSP_ENV=production \
    PSP_HOME=/app/state \
    PORT=8000
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "psp_portal.local.probe"]
CMD ["python", "-m", "psp_portal.web", "--bind=0.0.0.0:8000"]
