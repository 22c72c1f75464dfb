# One image for web, worker and clock; compose.yaml says which part each container plays.
FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir uv==0.13.9
COPY requirements.txt /
RUN uv venv /venv && uv pip sync --no-cache --require-hashes --python /venv/bin/python /requirements.txt
COPY . /site
WORKDIR /site
RUN for po in academy/locale/*/LC_MESSAGES/*.po; do \
        /venv/bin/python -m babel.messages.frontend --quiet compile --input-file "$po" --output-file "${po%.po}.mo"; done

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/academy --create-home academy \
    && install -d -o academy -g academy -m 700 /var/lib/academy/private
COPY --from=build /venv /venv
COPY --from=build /site /site
WORKDIR /site
USER academy
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/academy
RUN ENV_FILE=docs/production.env python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
CMD ["gunicorn", "academy.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
    "--limit-request-line", "0", "--no-control-socket"]
