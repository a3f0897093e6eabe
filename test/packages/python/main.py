"""Synthesizes the stack: main.py plain|subclass|invalid ARTICLE VENDORED. The output folder is ./dist."""

import sys

import cdk8s
import jsii
from constructs import IValidation

from stack import Seeds


class OwnApp(cdk8s.App):
    """An App that does something of its own around synth."""

    def synth(self) -> None:
        print("before")
        super().synth()
        print("after")


@jsii.implements(IValidation)
class NotToday:
    """A check of the user's own that fails."""

    def validate(self):
        return ["not today"]


kind, article, vendored = sys.argv[1:]
app = OwnApp() if kind == "subclass" else cdk8s.App()
chart = Seeds(app, "seeds", article=article, vendored=vendored)
if kind == "invalid":
    chart.node.add_validation(NotToday())
print(chart.web.image)
app.synth()
