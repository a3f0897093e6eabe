"""The pages of the shop, and what tells Kubernetes how it is."""

import time
import uuid

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from .models import Order
from .tasks import pack

LONGEST = Order._meta.get_field("item").max_length


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "orders": Order.objects.all()[:50],
        "sent": request.session.get("sent"),
        "longest": LONGEST,
    }
    return render(request, "orders/home.html", context)


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    item = request.POST.get("item", "").strip()
    if not 0 < len(item) <= LONGEST:
        return HttpResponse(f"item must have 1 to {LONGEST} characters", status=400)
    pack.delay(str(uuid.uuid4()), item)
    request.session["sent"] = item
    return redirect("/")


@require_safe
def slow(request: HttpRequest) -> HttpResponse:
    """Takes its time, as a report or a payment would."""
    text = request.GET.get("seconds", "2")
    if text not in map(str, range(1, 11)):
        return HttpResponse("seconds must be a number from 1 to 10", status=400)
    time.sleep(int(text))
    return HttpResponse(f"took {text} s", content_type="text/plain")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Readiness: the database answers, and knows every migration."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database failed", status=503, content_type="text/plain")
    if missing:
        return HttpResponse("not migrated", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Liveness: the process answers. It looks at nothing else."""
    return HttpResponse("ok", content_type="text/plain")
