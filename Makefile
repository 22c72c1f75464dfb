# The commands of this project; `make help` lists them. Stamps under .venv and var keep a second run short.
PORT ?= 8000
export PORT
# without compiled modules, which this would forbid, every process starts two seconds later
unexport PYTHONDONTWRITEBYTECODE
VAR_DIR ?= var
python := .venv/bin/python
messages := $(patsubst %.po,%.mo,$(wildcard academy/locale/*/LC_MESSAGES/*.po))
static := $(shell find static -type f)
validator := var/validator/node_modules/vnu-jar/build/dist/vnu.jar
ready := .venv/.run .env $(VAR_DIR)/.static $(messages)
compile := $(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes

BENCH := allocation broker find pages issue notes deadline

.DEFAULT_GOAL := help
.PHONY: help setup run test lint validate pictures messages bench lock clean
.DELETE_ON_ERROR:

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: $(ready) ## Prepare everything without starting it
	@LOG_LEVEL=ERROR $(python) manage.py prepare

run: $(ready) ## Run the whole site on http://127.0.0.1:8000 (PORT=8001 for another port); Ctrl-C ends it
	@exec setpriv --pdeathsig TERM $(python) manage.py serve

test: lint ## Check everything, then run every test: on PostgreSQL, Redis, SMTP and Chromium, then on SQLite
	$(python) -m academy.testing.services -- $(python) -m pytest -q -n 2 --dist loadgroup
	$(python) -m pytest -q -n 2 --dist loadgroup -m "django_db and not services and not once"

lint: .venv/.test $(ready) ## Check style, types, import contracts, migrations and production's settings
	$(python) -m ruff check --quiet .
	$(python) -m ruff format --quiet --check .
	$(python) -m mypy .
	.venv/bin/lint-imports --no-logo
	$(python) manage.py makemigrations --check --dry-run
	ENV_FILE=docs/production.env $(python) manage.py check --deploy --fail-level WARNING

validate: .venv/.test $(validator) $(ready) ## Check the HTML of every page and letter with the Nu validator (needs npm and Java 17)
	VNU=$(validator) $(python) -m pytest -q certificates/tests/validate.py

$(validator):
	npm install --silent --no-save --prefix var/validator vnu-jar@26.9.27

pictures: .venv/.test $(ready) ## Take the pictures of docs/tour.md anew
	$(python) -m pytest -q certificates/tests/pictures.py

messages: .venv/.test ## Bring the translation files to what the sources say
	$(python) manage.py makemessages --locale fr --locale es --no-obsolete --add-location file

bench: .venv/.test $(ready) ## Measure again what docs/ rests on (an hour or so; BENCH="pages" for one of them)
	@for measure in $(BENCH); do $(python) -m academy.testing.services -- $(python) benchmarks/$$measure.py; done
	@$(python) benchmarks/page.py

lock: .venv/.test ## Write the hashed requirements anew from pyproject.toml (ARGS=--upgrade for newer versions)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(compile) $(ARGS) pyproject.toml --output-file requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(compile) $(ARGS) --group dev --constraint requirements.txt \
		--output-file .ci/requirements.txt

clean: ## Remove everything that these commands made, the demonstration's data included
	rm -rf .venv .env var .*_cache .hypothesis $(messages)

.venv/.run: requirements.txt .ci/setup.sh
	@bash .ci/setup.sh run
	@touch $@

.venv/.test: .venv/.run .ci/requirements.txt
	@bash .ci/setup.sh test
	@touch $@

.env: | .venv/.run
	@umask 077 && printf 'DEMONSTRATION=true\nSECRET_KEY=%s\n' \
		"$$($(python) -c 'import secrets; print(secrets.token_urlsafe(48))')" > $@

%.mo: %.po | .venv/.run
	@$(python) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

$(VAR_DIR)/.static: .venv/.run $(static) | .env
	@$(python) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
