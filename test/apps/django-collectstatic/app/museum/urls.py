from django.urls import path

from exhibits.views import index

urlpatterns = [path("", index)]
