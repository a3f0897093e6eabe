import django
from django.http import JsonResponse
from django.urls import path


def books(request):
    return JsonResponse({"books": ["Emma"], "django": django.VERSION[0]})


urlpatterns = [path("books/", books)]
