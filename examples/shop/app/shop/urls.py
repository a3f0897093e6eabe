from django.urls import path

from orders import views

urlpatterns = [
    path("", views.home),
    path("order", views.order),
    path("slow", views.slow),
    path("healthz", views.healthz),
    path("livez", views.livez),
]
