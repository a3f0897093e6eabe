import os

SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-this-test")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["channels"]
ROOT_URLCONF = "signal_box.urls"
ASGI_APPLICATION = "signal_box.asgi.application"
