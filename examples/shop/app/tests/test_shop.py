import uuid
from importlib import import_module

from celery.contrib.testing.worker import start_worker
from django.core.management import call_command
from django.test import TestCase, TransactionTestCase

from orders.models import Order
from orders.tasks import pack
from shop import celery


class Pages(TestCase):
    def test_home_lists_orders_with_their_packer(self) -> None:
        self.assertContains(self.client.get("/"), "No orders yet.")
        Order.objects.create(number=uuid.uuid4(), item="<candle>", packed_by="worker-1")
        self.assertContains(self.client.get("/"), "<li>&lt;candle&gt;, packed by worker-1</li>")

    def test_an_order_needs_an_item(self) -> None:
        for item in ("", " ", "x" * 101):
            self.assertEqual(self.client.post("/order", {"item": item}).status_code, 400)
        self.assertEqual(self.client.get("/order").status_code, 405)

    def test_slow_takes_as_long_as_it_is_told_within_bounds(self) -> None:
        self.assertContains(self.client.get("/slow?seconds=1"), "took 1 s")
        for seconds in ("0", "11", "-1", "1.5", "x"):
            self.assertEqual(self.client.get("/slow", {"seconds": seconds}).status_code, 400)

    def test_a_task_that_runs_twice_packs_once(self) -> None:
        number = str(uuid.uuid4())
        pack(number, "candle")
        pack(number, "candle")
        self.assertEqual(Order.objects.count(), 1)


class Health(TransactionTestCase):
    def test_livez_asks_no_database(self) -> None:
        with self.assertNumQueries(0):
            self.assertContains(self.client.get("/livez"), "ok")

    def test_healthz_is_not_ready_before_the_migrations(self) -> None:
        self.assertContains(self.client.get("/healthz"), "ok")
        call_command("migrate", "orders", "zero", verbosity=0)
        self.assertContains(self.client.get("/healthz"), "not migrated", status_code=503)
        call_command("migrate", "orders", verbosity=0)
        self.assertContains(self.client.get("/healthz"), "ok")

    def test_a_name_that_is_not_its_own_is_refused(self) -> None:
        for path in ("/", "/healthz", "/livez"):
            self.assertEqual(self.client.get(path, headers={"host": "10.0.0.1:8000"}).status_code, 400)


class Orders(TransactionTestCase):
    def test_a_worker_packs_what_was_ordered(self) -> None:
        """Through the Redis of REDIS_URL."""
        with start_worker(celery, pool="solo", perform_ping_check=False):
            page = self.client.post("/order", {"item": "candle"}, follow=True)
            self.assertContains(page, "Your candle is being packed.")
        # the worker has ended, with what it had taken
        self.assertEqual([order.item for order in Order.objects.all()], ["candle"])
