from django.db import models


class Order(models.Model):
    # Given when the order is sent, so that a task that runs twice packs once.
    number = models.UUIDField(primary_key=True)
    item = models.CharField(max_length=100)
    packed_by = models.CharField(max_length=253)
    packed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-packed_at"]
