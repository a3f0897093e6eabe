"""Synthesizes the shop into ./dist."""

import cdk8s

from shop import Shop

app = cdk8s.App()
shop = Shop(app, "shop", registry="registry.example.com", host="shop.example.com")
print(shop.web.image)
app.synth()
