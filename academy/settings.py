"""Everything the site can be told from outside, read once, typed, and refused when it makes no sense.

Two modes. Production is the default: it needs SECRET_KEY, ALLOWED_HOSTS, SITE_URL, DATABASE_URL, REDIS_URL
and EMAIL_URL, and refuses to start without them. Demonstration (``DEMONSTRATION=true``, written to ``.env``
by ``make setup``) needs nothing, serves loopback addresses only, and refuses to run with production's values.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from academy import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

# --- Which mode ------------------------------------------------------------------------------------------
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
TESTING = env.bool("TESTING", default=False)
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


def demanded(name: str, in_demonstration: str) -> str:
    """The value of ``name``; in demonstration mode it may be left out, in production it may not."""
    if DEMONSTRATION:
        return env.str(name, default=in_demonstration)
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production (or set DEMONSTRATION=true to try the site).")
    return value


VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
PORT = env.int("PORT", default=8000)
SECRET_KEY = demanded("SECRET_KEY", "demonstration-only-" + "0" * 48)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = demanded("ALLOWED_HOSTS", ",".join(sorted(LOOPBACK))).split(",")
SITE_URL = demanded("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
DEBUG = False

if DEMONSTRATION and (HTTPS or not set(ALLOWED_HOSTS) <= LOOPBACK):
    raise ImproperlyConfigured(
        "Demonstration mode has public passwords: it serves only loopback hosts over http, "
        "so ALLOWED_HOSTS and SITE_URL cannot be production's."
    )
if not DEMONSTRATION and not HTTPS:
    raise ImproperlyConfigured("SITE_URL must begin with https:// in production.")
if not DEMONSTRATION and (len(SECRET_KEY) < 50 or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Production needs a SECRET_KEY of 50 characters or more and ALLOWED_HOSTS by name.")

# --- Rooms -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",
    "academy",
    "academy.accounts",
    "academy.jobs",
    "academy.letters",
    "academy.documents",
    "academy.keeping",
    "catalogue",
    "enrolment",
    "certificates",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_countries",
    "csp",
    "simple_history",
]
MIDDLEWARE = [
    "academy.monitoring.middleware.TraceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "academy.early.KeptPages",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "academy.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "academy.urls"
WSGI_APPLICATION = "academy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "academy.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "academy.templatetags.academy"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Where things are kept -------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(demanded("DATABASE_URL", f"sqlite:///{VAR_DIR / 'site.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # A connection that did not survive the server's restart is replaced before a page uses it.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    options = DATABASES["default"].setdefault("OPTIONS", {})
    # What academy.prepared prepares, and nothing else, is planned once in each connection.
    options |= {"prepare_threshold": 5, "options": "-c plan_cache_mode=force_generic_plan"}
    options["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", default=8),
        "timeout": 5,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = demanded("REDIS_URL", f"unix://{embedded.socket_path(VAR_DIR)}")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},  # a page is made anew rather than waited for
    },
    # The pages that a process served last, for academy.early alone: at most some 10 MB.
    "at hand": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 300}},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "private"
# Without S3_BUCKET, private files lie in VAR_DIR; no address leads to them but an authorising view's.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_OPTIONS = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": env.str("S3_ENDPOINT", default=None),
    "access_key": env.str("S3_ACCESS_KEY", default=None),
    "secret_key": env.str("S3_SECRET_KEY", default=None),
    "region_name": env.str("S3_REGION", default=None),
    "default_acl": "private",
    "querystring_auth": True,
    "file_overwrite": True,
}
STORAGES = {
    "default": (
        {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": S3_OPTIONS}
        if S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"allow_overwrite": True}}
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the learning record of 400 participants on one page
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# What signs documents: a key and its certificate (academy/seal.py).
SEAL_FILE = demanded("SEAL_FILE", str(VAR_DIR / "seal.pem"))
SEAL_PASSWORD = env.str("SEAL_PASSWORD", default="")
# With a ClamAV daemon, letters that people upload are held back until it says that they are clean.
CLAMAV_URL = env.str("CLAMAV_URL", default="")
if CLAMAV_URL and not CLAMAV_URL.startswith(("tcp://", "unix:///")):
    raise ImproperlyConfigured("CLAMAV_URL must be tcp://host:3310 or unix:///path/to/the/socket.")

# --- Work behind the pages -------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# A job is its worker's for JOB_LEASE seconds; the hard time limit ends the work before the lease ends, so two
# workers never hold the same job. Sent messages are short-lived: the sweep sends them again, so a broker that refuses
# a message is not begged for seconds while a person waits.
JOB_LEASE = env.int("JOB_LEASE", default=90)
JOB_SWEEP_EVERY = env.int("JOB_SWEEP_EVERY", default=10)
# Decisions on several applications are held for so many seconds, in which they can be undone.
DECISIONS_HELD = env.int("DECISIONS_HELD", default=600)
CELERY_TASK_TIME_LIMIT = JOB_LEASE - 5
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": JOB_LEASE * 2, "max_retries": 1, "interval_start": 0}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "academy.jobs.tasks.sweep", "schedule": JOB_SWEEP_EVERY},
    "follow-offers": {"task": "enrolment.tasks.follow_offers", "schedule": JOB_SWEEP_EVERY},
    "follow-letters": {"task": "enrolment.tasks.follow_letters", "schedule": 60},
    "index-catalogue": {"task": "catalogue.tasks.index_catalogue", "schedule": 300},
    "follow-editions": {"task": "catalogue.tasks.follow_editions", "schedule": 60},
    "remind": {"task": "enrolment.tasks.remind", "schedule": 300},
    "tidy": {"task": "academy.keeping.tasks.tidy", "schedule": crontab(minute="*/10", hour="0-3")},
    "prepare-invoices": {"task": "certificates.tasks.prepare_invoices", "schedule": 20},
    "prepare-information-notes": {"task": "certificates.tasks.prepare_notes", "schedule": 60},
}

# --- Mail ------------------------------------------------------------------------------------------------
MAIL_DIR = VAR_DIR / "mail"
vars().update(env.email_url_config(demanded("EMAIL_URL", f"filemail:///{MAIL_DIR}")))
if EMAIL_BACKEND.endswith("filebased.EmailBackend"):  # type: ignore[name-defined] # noqa: F821
    EMAIL_FILE_PATH = str(MAIL_DIR)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ITCILO course registration <migration@itcilo.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- People ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "enrolment:my"
LOGOUT_REDIRECT_URL = "catalogue:home"
ACCOUNT_ADAPTER = "academy.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "academy.accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Sign-in limits count by a visitor's address, which in production the proxy before us reports.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "ITCILO"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION  # security keys work on http://localhost, for trying them out
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=not DEMONSTRATION)
if not DEMONSTRATION and not STAFF_SECOND_FACTOR:
    raise ImproperlyConfigured("Staff need a second factor in production: STAFF_SECOND_FACTOR cannot be false.")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- Cards -----------------------------------------------------------------------------------------------
# With both secrets of an account at Stripe, participants may pay by card; without them nobody is offered to.
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API = "https://api.stripe.com"
if bool(STRIPE_SECRET_KEY) != bool(STRIPE_WEBHOOK_SECRET):
    raise ImproperlyConfigured("STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together.")

# --- Languages and time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
# Django writes English dates as Americans do; the Centre does not.
FORMAT_MODULE_PATH = ["academy.formats"]
LOCALE_PATHS = [BASE_DIR / "academy" / "locale"]
# Countries as the United Nations name them in each language, where the library still has an older name.
COUNTRIES_OVERRIDE = {
    "BY": _("Belarus"),
    "CI": _("Côte d’Ivoire"),
    "CV": _("Cabo Verde"),
    "CZ": _("Czechia"),
    "MK": _("North Macedonia"),
    "MM": _("Myanmar"),
    "SZ": _("Eswatini"),
    "TL": _("Timor-Leste"),
    "TR": _("Türkiye"),
}
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Rome"

# --- Safety ----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # the button that pays by card leads on to the provider's page
        "form-action": [SELF, *(["https://checkout.stripe.com"] if STRIPE_SECRET_KEY else [])],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Nothing of the device is ever asked for, but the security key of a member of staff.
PERMISSIONS_POLICY: dict[str, list[str] | str] = {
    **{feature: [] for feature in ["camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb"]},
    "publickey-credentials-get": "self",
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|livez|metrics)$"]
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- What operators watch --------------------------------------------------------------------------------
# Who sends this as a bearer token reads /metrics from anywhere; without one, only this machine itself does.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("METRICS_TOKEN needs 32 characters or more.")
LOG_FORMAT = env.str("LOG_FORMAT", default="line" if DEMONSTRATION else "json")
if LOG_FORMAT not in ("line", "json"):
    raise ImproperlyConfigured("LOG_FORMAT must be line or json.")
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=not DEMONSTRATION)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"carry": {"()": "academy.monitoring.logs.Carry"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} [{trace}]: {message}", "style": "{"},
        "json": {"()": "academy.monitoring.logs.AsJson"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["carry"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "academy.monitoring.middleware": {"level": "INFO" if LOG_REQUESTS else "WARNING"},
        # by itself Django prints errors once more, with their addresses, to its own handlers
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
