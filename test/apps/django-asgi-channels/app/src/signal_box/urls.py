from django.http import JsonResponse
from django.urls import path


async def signals(request):
    return JsonResponse({"signal": 7, "server": request.META.get("SERVER_PORT"), "asgi": hasattr(request, "scope")})


urlpatterns = [path("signals/", signals)]
