"""Settings: one file and the environment. Every secret can be given as NAME or NAME_FILE."""

from urllib.parse import unquote, urlsplit

from maillage.core import catalogues, env, folder, sqlite

sqlite.use_bundled()
catalogues.compile_all()

DATA = folder.data()
DEMO = env.boolean("MAILLAGE_DEMO", (DATA / "demonstration").exists())
FIRST_START = env.boolean("MAILLAGE_FIRST_START", True)  # no network yet: a page makes one, behind a code
OFFLINE = env.boolean("MAILLAGE_OFFLINE", True)  # partners' pages open without network; no: phones forget them
DEBUG = env.boolean("MAILLAGE_DEBUG")
SECRET_KEY = env.text("MAILLAGE_SECRET_KEY") or folder.secret_key(DATA)
PUBLIC_URL = (env.text("MAILLAGE_URL", "http://127.0.0.1:8000") or "").rstrip("/")
BEHIND_TLS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.words("MAILLAGE_HOSTS") or [urlsplit(PUBLIC_URL).hostname or "", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

ROOMS = [
    "web", "api", "iati", "directory", "minutes", "fieldwork", "schools", "motions", "elections", "evaluations", "attendance",
    "assemblies", "enrolments", "activities", "ballots", "bodies",
    "advocacy", "funding", "results", "projects", "campaigns", "partnerships", "members", "bookings", "billing",
    "organisations", "desk", "network", "messages", "files", "accounts", "search", "audit", "ui", "core",
]  # fmt: skip
INSTALLED_APPS = [
    *[f"maillage.{room}" for room in ROOMS],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_q",
]
MIDDLEWARE = [
    "maillage.ui.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "maillage.core.pagecache.PageCache",
    "django.middleware.gzip.GZipMiddleware",
    "maillage.core.middleware.Language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillage.network.middleware.FirstStart",
    "maillage.network.middleware.NetworkZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "maillage.accounts.middleware.UserLanguage",
    "maillage.accounts.middleware.DenyFirst",
]
ROOT_URLCONF = "maillage.urls"
WSGI_APPLICATION = "maillage.wsgi.application"


def database(url: str | None) -> dict[str, object]:
    """SQLite in the data folder, or PostgreSQL from DATABASE_URL (postgresql://user:password@host:port/name)."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "maillage.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    pool = env.integer("MAILLAGE_DB_POOL", 8)  # connections of each process; 0: one for each thread, kept
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 0 if pool else 600,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": pool}} if pool else {},
    }


DATABASES = {"default": database(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "maillage.ui.context.house_context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "maillage.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "maillage.ui.forms.Renderer"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("es", "Español")]
USE_I18N = True
FORMAT_MODULE_PATH = "maillage.ui.formats"  # months in words
USE_TZ = True
TIME_ZONE = "UTC"  # stored; shown in the network's own zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31536000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:after_login"
LOGOUT_REDIRECT_URL = "/"

# Signing in (allauth): link or code by e-mail, password, passkey; then a second factor. Nobody signs up by themselves.
ACCOUNT_ADAPTER = "maillage.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the house writes to nobody it does not know
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/15m/ip,5/15m/key",  # by address of the network, and by account from wherever
    "request_login_code": "30/10m/ip,4/10m/key",
    "reset_password": "30/10m/ip,4/10m/key",
    "login_link": "30/10m/ip",
}
ACCOUNT_FORMS = {
    "login": "maillage.accounts.forms.LoginForm",
    "request_login_code": "maillage.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "maillage.accounts.forms.ConfirmLoginCodeForm",
    "reauthenticate": "maillage.accounts.forms.ReauthenticateForm",
    "add_email": "maillage.accounts.forms.AddEmailForm",
    "change_password": "maillage.accounts.forms.ChangePasswordForm",
    "set_password": "maillage.accounts.forms.SetPasswordForm",
    "reset_password": "maillage.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "maillage.accounts.forms.ResetPasswordKeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("MAILLAGE_PROXIES", 1 if env.boolean("MAILLAGE_BEHIND_PROXY") else 0)
MFA_ADAPTER = "maillage.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by themselves: an address waiting to be confirmed harms no one
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "maillage.accounts.forms.SecondFactorForm",
    "reauthenticate": "maillage.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "maillage.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "maillage.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "maillage.accounts.forms.RenamePasskeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False

# What limits attempts is counted in the database, for every process and every machine of the install.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "maillage.web.views.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("MAILLAGE_BEHIND_PROXY") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

DEFAULT_FROM_EMAIL = env.text("MAILLAGE_MAIL_FROM", "ne-pas-repondre@localhost")
EMAIL_BACKEND = "maillage.messages.backend.OutboxBackend"

Q_CLUSTER = {
    "name": "maillage",
    "orm": "default",
    "cache": "memory",
    "workers": env.integer("MAILLAGE_WORKERS", 1),
    "timeout": 1800,
    "retry": 2100,
    "ack_failures": True,
    "max_attempts": 5,
    "poll": 1,
    "catch_up": False,
    "save_limit": 500,
    "log_level": "WARNING",
    "label": "Travaux",
}
SILENCED_SYSTEM_CHECKS = ["fields.W342"]

# What was not foreseen is kept where the operator finds it, in the folder of the install.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"dated": {"format": "--- %(asctime)s %(name)s %(message)s"}},
    "handlers": {
        "errors": {
            "class": "logging.FileHandler", "filename": DATA / "erreurs.log", "delay": True, "encoding": "utf-8",
            "level": "ERROR", "formatter": "dated",
        },
    },
    "loggers": {
        "django": {"handlers": ["errors"], "level": "INFO", "propagate": False},
        "maillage": {"handlers": ["errors"], "level": "INFO", "propagate": False},
    },
}  # fmt: skip
