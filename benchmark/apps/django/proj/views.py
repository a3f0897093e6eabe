"""A page that every compiled dependency has a part in."""

from io import BytesIO

import psycopg2
from django.http import HttpRequest, HttpResponse
from lxml import etree
from PIL import Image

from .tasks import add


def home(request: HttpRequest) -> HttpResponse:
    picture = BytesIO()
    Image.new("RGB", (64, 64), "teal").resize((16, 16)).save(picture, "PNG")
    page = etree.Element("ul")
    for text in (
        f"libpq {psycopg2.__libpq_version__}",
        f"picture of {len(picture.getvalue())} bytes",
        f"task {add.name}",
    ):
        etree.SubElement(page, "li").text = text
    return HttpResponse(etree.tostring(page))
