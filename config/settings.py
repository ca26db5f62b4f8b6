"""Settings: one file, read from the environment. The README lists the variables."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.embedded import secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name, hint):
    if not env.str(name, default=""):
        raise ImproperlyConfigured(f"{name} is not set: {hint}.")
    return env.str(name)


EMBEDDED = "use manage.py or `make run`, which start embedded servers, or set it"


def database():
    required("DATABASE_URL", EMBEDDED)
    settings = env.db("DATABASE_URL")
    # django-environ leaves %2F undecoded in the path of a unix socket
    settings["HOST"] = unquote(settings["HOST"])
    return settings | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def given_or_made(name, make):
    """The given key, or one made once and kept beside the embedded servers' data."""
    return env.str(name, default="") or make(BASE_DIR)


HTTPS = env.bool("HTTPS", default=False)  # True wherever the portal is reached through TLS
for name in ("SECRET_KEY", "SEALING_KEYS", "LOOKUP_KEY", "ALLOWED_HOSTS", "SITE_URL") if HTTPS else ():
    required(name, "with HTTPS=1 there is no default for it, see the README")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # shows the demo accounts on the sign-in page
STYLEGUIDE = env.bool("STYLEGUIDE", default=DEBUG)
SECRET_KEY = given_or_made("SECRET_KEY", secret.read_or_make_secret)
SEALING_KEYS = given_or_made("SEALING_KEYS", secret.read_or_make_sealing_keys).split(",")  # the first seals, all of them open
LOOKUP_KEY = given_or_made("LOOKUP_KEY", secret.read_or_make_lookup_key)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
SITE_NAME = _("云澜市政务诚信")

INSTALLED_APPS = [
    "core",
    "credit_records",
    "commitments",
    "disclosure",
    "accountability",
    "portal",
    "core.admin_site.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "guardian",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "import_export",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "core.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "core.pages.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "core.pages.context.base",
            ],
            "builtins": ["django.templatetags.i18n", "core.templatetags.components"],
        },
    }
]
FORM_RENDERER = "core.pages.forms.PageRenderer"

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = required("REDIS_URL", EMBEDDED)
# a few counters that end by themselves: a cache of its own is not worth a second server
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://"),
        "OPTIONS": {"db": 1},  # apart from the broker, unless the address names a database
        "KEY_PREFIX": "portal",
    }
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "core.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "work"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page promises stays true
AXES_LOCKOUT_CALLABLE = "core.accounts.lockout.locked"
GUARDIAN_RAISE_403 = False
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
OTP_TOTP_ISSUER = "政务诚信"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},  # evidence is nobody else's on the machine
    },
    "staticfiles": {"BACKEND": env.str("STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / ".media")))
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=20 * 1024 * 1024)
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", default=20 * 1024 * 1024)
EXCHANGE_FOLDER = Path(env.str("EXCHANGE_FOLDER", default=str(BASE_DIR / ".exchange")))
EXCHANGE_TOKENS = env.dict("EXCHANGE_TOKENS", default={})  # {code of a receiver: its bearer token}; not in the database
INTAKE_AGENCY = env.str("INTAKE_AGENCY", default="市政府办公室")  # who takes in what manage.py intake brings
SUBSCRIPTION_CONFIRMATION_HOURS = env.int("SUBSCRIPTION_CONFIRMATION_HOURS", default=48)  # for which the link to confirm with holds
SUBSCRIPTION_DIGEST_HOUR = env.int("SUBSCRIPTION_DIGEST_HOUR", default=7)  # from when on those who follow an agency or a search are told
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
    }
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{BASE_DIR / '.servers' / 'mail'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="notice@yunlan.example")

CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# a worker of its own: neither long work nor a receiver that does not answer keeps a deadline waiting
CELERY_TASK_ROUTES = {"core.jobs.run": {"queue": "jobs"}, "credit_records.exchange.run": {"queue": "jobs"}}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SYNC_EVERY = 1  # task: beat writes each tick to the database at once, so that everybody can see it
# kombu looks for the tasks of a killed worker every 100 s by default; these bring it to seconds
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 60, "unacked_restore_interval": 5, "unacked_restore_throttle": 5}
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "core.deadlines.sweep", "schedule": 60.0},
    "watch-calendar": {"task": "core.deadlines.watch_calendar", "schedule": 3600.0},
    "deliver-events": {"task": "core.events.deliver", "schedule": 10.0},
    # one that finds no free worker is of no use later: the next tick asks again
    "run-jobs": {"task": "core.jobs.run", "schedule": 10.0, "options": {"expires": 10}},
    "send-mail": {"task": "core.notices.send", "schedule": 15.0},
    "beat": {"task": "core.heartbeat", "schedule": 5.0},
    "exchange-records": {"task": "credit_records.exchange.run", "schedule": 60.0, "options": {"expires": 60}},
    "tell-subscribers": {"task": "portal.subscriptions.tell", "schedule": 600.0},
    "watch-continuity": {"task": "commitments.continuity.watch", "schedule": 300.0, "options": {"expires": 300}},
    "rate-due-periods": {"task": "credit_records.ratings.rate_due", "schedule": 600.0},
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PAGINATION_CLASS": "core.pages.api.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "core.pages.api.exception_handler",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "政务诚信开放接口",
    "VERSION": "1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masked": {"()": "core.directory.logs.MaskingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "masked"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING").upper()},
}
