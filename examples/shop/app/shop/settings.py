"""Everything that differs from place to place comes from the environment."""

from os import environ

# No defaults: without its secrets the shop does not start.
SECRET_KEY = environ["SECRET_KEY"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": environ.get("DATABASE_HOST", "localhost"),
        "PORT": environ.get("DATABASE_PORT", "5432"),
        "NAME": environ.get("DATABASE_NAME", "shop"),
        "USER": environ.get("DATABASE_USER", "shop"),
        "PASSWORD": environ["DATABASE_PASSWORD"],
        "OPTIONS": {"connect_timeout": 2},
    }
}

# Names in the Host header that the shop answers to.
ALLOWED_HOSTS = environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = ["django.contrib.sessions", "orders"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
]
ROOT_URLCONF = "shop.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "UTC"
USE_TZ = True

# To stdout, where Kubernetes looks for it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
}

CELERY_BROKER_URL = environ.get("REDIS_URL", "redis://localhost:6379/0")
# A broker that is down fails an order after seconds, not after minutes.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
# A task that a worker did not finish, because its Pod went, is done by another.
CELERY_TASK_ACKS_LATE = True
